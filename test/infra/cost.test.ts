import { expect, it } from 'vitest';
import { costPage } from '../../infra/cost.ts';

it('docs/cost.md is what infra/cost.ts says (npx vitest run --project infra -u)', async () => {
  await expect(costPage()).toMatchFileSnapshot('../../docs/cost.md');
});
