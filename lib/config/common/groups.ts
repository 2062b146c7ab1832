/** Headings under which the keys of every connector, and those of sinks, stand. */
export const COMMON = 'Common';
export const ERRORS = 'Error Handling';
