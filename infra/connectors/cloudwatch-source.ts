import { acknowledgeWildcard } from '../constructs/acknowledge.ts';
import type { PluginGrants } from './plugin-grants.ts';

/** Reading values, which is all that the source does. GetMetricData knows neither resources nor conditions to narrow it by. */
export const grantCloudwatchSource: PluginGrants = (fn) => {
  fn.allow(['cloudwatch:GetMetricData'], ['*']);
  acknowledgeWildcard(fn.role, '*', 'cloudwatch:GetMetricData supports no resources');
};
