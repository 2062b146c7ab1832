/**
 * What Lambda costs on ARM, in US dollars: us-east-1, first tier, read off https://aws.amazon.com/lambda/pricing/ in November 2026.
 * Other regions differ by up to a third; free tiers and savings plans are not in it.
 */
export const LAMBDA_PRICE = { gbSecond: 0.0000133334, request: 0.2 / 1e6 } as const;

/** What one invocation costs. Lambda bills by the millisecond. */
export const invocationCostUsd = (durationMs: number, memoryMb: number): number =>
  ((Math.ceil(durationMs) / 1000) * memoryMb * LAMBDA_PRICE.gbSecond) / 1024 + LAMBDA_PRICE.request;
