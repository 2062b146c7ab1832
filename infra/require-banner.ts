/** Packages written for `require` find it here; see https://github.com/evanw/esbuild/issues/1921 */
export const REQUIRE_BANNER =
  "import{createRequire as topLevelCreateRequire}from'node:module';const require=topLevelCreateRequire(import.meta.url);";
