/** Put in by the build. */
declare const BUILD_COMMIT: string | undefined;

/** The commit of this project's sources that was built, as far as the build knew; `GET /` shows it. */
export const COMMIT: string = typeof BUILD_COMMIT === 'string' && BUILD_COMMIT !== '' ? BUILD_COMMIT : 'unknown';
