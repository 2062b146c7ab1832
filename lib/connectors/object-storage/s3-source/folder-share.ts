import { createHash } from 'node:crypto';

const numberOf = (text: string): number => createHash('md5').update(text).digest().readUInt32BE();

/**
 * Which folders are a task's, by `folders.share`: by their names alone, so that new folders move no others. Folders that differ in a
 * number at their end, such as `partition=7`, are dealt out evenly.
 */
export const createFolderShare = (share: string): ((folder: string) => boolean) => {
  const [index = 0, count = 1] = share.split('/').map(Number);
  return (folder) => {
    const [, parent = folder, digits = '0'] = /^(.*?)(\d{1,9})\W?$/.exec(folder) ?? [];
    return (numberOf(parent) + Number(digits)) % count === index;
  };
};
