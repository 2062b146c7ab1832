import type { TestProject } from 'vitest/node';
import { startDynamoDB } from '../../services/dynamodb.ts';
import { awsFacts } from '../../services/shared.ts';

/** Vitest calls this once for the contract tests: of all services they need only this one. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const service = await startDynamoDB();
  project.provide('dynamodb', awsFacts(service));
  return service.stop;
}
