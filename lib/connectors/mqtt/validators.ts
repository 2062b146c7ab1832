import { invalidValue } from '../../config/invalid-value.ts';
import { check, type Validator } from '../../config/validators.ts';

const SERVER = /^(tcp|mqtt|ssl|tls|mqtts):\/\/(\[[0-9a-f:.]+\]|[^\s/:?#]+)(:\d{1,5})?\/?$/i;

/** Addresses of brokers, as Paho writes them. */
export const serverUris: Validator<readonly string[]> = {
  description: 'list of tcp://host:port or ssl://host:port',
  ensureValid: (name, value) => {
    const wrong = Array.isArray(value) ? value.find((uri) => !SERVER.test(uri) && !uri.includes('${')) : undefined;
    if (wrong !== undefined)
      throw invalidValue(name, wrong, 'must be tcp://host:port or ssl://host:port; WebSockets are not supported');
  },
};

/** What of a topic filter the standard forbids, or `null`. */
const filterComplaint = (filter: string): string | null => {
  const levels = filter.split('/');
  if (levels[0] === '$share' && (levels.length < 3 || levels[1] === '' || /[+#]/.test(levels[1] ?? '')))
    return 'a shared subscription is $share/<group>/<filter>';
  const isWrong = (level: string, index: number): boolean =>
    (level.includes('+') && level !== '+') || (level.includes('#') && (level !== '#' || index < levels.length - 1));
  return levels.some(isWrong) ? '+ stands for a whole level, and # for the last ones' : null;
};

export const topicFilters: Validator<readonly string[]> = {
  description: 'list of topic filters',
  ensureValid: (name, value) => {
    for (const filter of Array.isArray(value) ? value : []) {
      const wrong = filterComplaint(String(filter));
      if (wrong !== null) throw invalidValue(name, filter, wrong);
    }
  },
};

/** A file of ours is PEM; the stores of Java are refused here, where the name gives them away, else by the task. */
export const pemFile = check('path of a PEM file', (path) =>
  /\.(jks|jceks|p12|pfx|bcfks)$/i.test(path)
    ? 'only PEM can be read here: export the store with keytool and openssl, such as `openssl pkcs12 -in store.p12 -nodes -out store.pem`'
    : null,
);
