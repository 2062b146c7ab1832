/** With BENCH_PROFILE=<folder>, our processes leave CPU profiles there; what they measure is not comparable then. */
const folder = process.env.BENCH_PROFILE;

export const NODE_FLAGS: readonly string[] =
  folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`, '--cpu-prof-interval=500'];
