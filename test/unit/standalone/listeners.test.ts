import { describe, expect, it } from 'vitest';
import { parseListener } from '../../../lib/standalone/listeners.ts';
import { parseRestConfig } from '../../../lib/standalone/rest-config.ts';

describe('a listener', () => {
  it.each([
    ['http://127.0.0.1:8083', { scheme: 'http', host: '127.0.0.1', port: 8083 }],
    ['http://:8083', { scheme: 'http', host: undefined, port: 8083 }],
    ['HTTP://connect.example:80/', { scheme: 'http', host: 'connect.example', port: 80 }],
    ['http://[::1]:9000', { scheme: 'http', host: '::1', port: 9000 }],
  ])('%s is read', (text, listener) => {
    expect(parseListener(text)).toEqual(listener);
  });

  it.each(['8083', 'http://host', 'ftp://host:21'])('%s is refused', (text) => {
    expect(() => parseListener(text)).toThrow(`Invalid value ${text} for configuration listeners`);
  });

  it('is this machine only by default', () => {
    expect(parseRestConfig({}).listeners.map(parseListener)).toEqual([
      { scheme: 'http', host: '127.0.0.1', port: 8083 },
    ]);
  });
});
