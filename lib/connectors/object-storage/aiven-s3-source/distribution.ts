/** Java's `String.hashCode`. */
const hashCode = (text: string): number => {
  let hash = 0;
  for (let index = 0; index < text.length; index++) hash = (Math.imul(31, hash) + text.charCodeAt(index)) | 0;
  return hash;
};

const floorMod = (value: number, count: number): number => ((value % count) + count) % count;

export type DistributionType = 'object_hash' | 'partition';

/**
 * Which objects are a task's, by `objects.share`; follows Aiven's `DistributionType`. With `partition` objects whose names have none
 * are nobody's.
 */
export const createDistribution = (type: DistributionType, share: string) => {
  const [index = 0, count = 1] = share.split('/').map(Number);
  return (key: string, partition: number | null): boolean => {
    if (type === 'object_hash') return floorMod(hashCode(key), count) === index;
    return partition !== null && floorMod(partition, count) === index;
  };
};
