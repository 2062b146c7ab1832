/**
 * The index of a topic; follows `ElasticsearchSinkTask.convertTopicToIndexName`: lower case, at most 255 characters, without
 * a leading `-` or `_`, never `.` or `..`.
 */
export const indexName = (topic: string): string => {
  const name = topic.toLowerCase().slice(0, 255).replace(/^[-_]/, '');
  return name === '.' || name === '..' ? name.replaceAll('.', 'dot') : name;
};
