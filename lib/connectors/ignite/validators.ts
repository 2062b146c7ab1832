import { invalidValue } from '../../config/invalid-value.ts';
import { check, type Validator } from '../../config/validators.ts';

const ADDRESS = /^(\[[0-9a-f:.]+\]|[^\s:/]+)(:\d{1,5})?$/i;

export const nodeAddresses: Validator<readonly string[]> = {
  description: 'list of host:port',
  ensureValid: (name, value) => {
    const wrong = Array.isArray(value) ? value.find((one) => !ADDRESS.test(one) && !one.includes('${')) : undefined;
    if (wrong !== undefined) throw invalidValue(name, wrong, 'must be host:port of the thin client’s connector');
  },
};

export const pemFile = check('path of a PEM file', (path) =>
  /\.(jks|jceks|p12|pfx|bcfks)$/i.test(path)
    ? 'only PEM can be read here: export the store with keytool and openssl, such as `openssl pkcs12 -in store.p12 -nodes -out store.pem`'
    : null,
);
