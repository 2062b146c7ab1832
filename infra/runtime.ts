/** The Node.js that functions run on; for esbuild and for Lambda. */
export const NODE_MAJOR = 22;
