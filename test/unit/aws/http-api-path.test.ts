import { describe, expect, it } from 'vitest';
import { encodedPath } from '../../../lib/aws/http-api-path.ts';

describe('the path that an HTTP API hands over', () => {
  it.each([
    ['/', '/'],
    ['/connectors', '/connectors'],
    ['/connectors/', '/connectors/'],
    ['/connectors/orders', '/connectors/orders'],
    ['/connectors/orders/tasks/0/status', '/connectors/orders/tasks/0/status'],
    ['/connectors/a/b', '/connectors/a%2Fb'],
    ['/connectors/a/b/', '/connectors/a%2Fb/'],
    ['/connectors/a/b/config', '/connectors/a%2Fb/config'],
    ['/connectors/a/b/topics/reset', '/connectors/a%2Fb/topics/reset'],
    ['/connectors/a b/tasks/12/restart', '/connectors/a%20b/tasks/12/restart'],
    ['/connectors/100%/status', '/connectors/100%25/status'],
    ['/connectors/ü?#', '/connectors/%C3%BC%3F%23'],
    ['/connectors/a%2Fb/status', '/connectors/a%2Fb/status'],
    ['/connector-plugins/a/config/validate', '/connector-plugins/a/config/validate'],
  ])('%s is %s', (raw, encoded) => {
    expect(encodedPath(raw)).toBe(encoded);
  });
});
