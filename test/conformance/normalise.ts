/** An answer in the form in which two are compared. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

type Fields = Readonly<Record<string, (value: unknown) => unknown>>;

const firstLine = (value: unknown): unknown => (typeof value === 'string' ? value.split('\n')[0] : value);

/** Which plugins a worker has is its own affair: of classes, those of Kafka itself are compared. */
const kafkasOwn = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.filter((item) => !/^[a-z]+(\.[\w$]+)+$/.test(item) || String(item).startsWith('org.apache.kafka.connect.'))
    : value;

const isPlugin = (item: unknown): item is { readonly class: string } =>
  isObject(item) && typeof item.class === 'string' && 'type' in item && 'version' in item;

/** Which plugins are installed is as much the environment: MirrorMaker comes with Kafka but is no part of Connect. */
const withoutOthersPlugins = (body: unknown): unknown =>
  Array.isArray(body) && body.length > 0 && body.every(isPlugin)
    ? body.filter((one) => /^org\.apache\.kafka\.connect\.(?!mirror\.)/.test(one.class))
    : body;

/** Fields whose value is no promise of the API, or that the recording left out. */
const VOLATILE: Fields = {
  documentation: () => undefined,
  last_modified: (value) => (typeof value === 'number' ? 'a time' : value),
  trace: firstLine,
  kafka_cluster_id: () => 'a cluster',
  commit: () => 'a commit',
  offsets: (value) => sortItems(value),
  recommended_values: (value) => mapFields(kafkasOwn(value), {}),
};

/** Versions of plugins move on; those of the recording are all of one release. */
const sameVersion = (value: unknown): unknown =>
  typeof value === 'string' && /^4\.3\.\d+$/.test(value) ? '4.3.x' : value;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Offsets come in the order of a hash map. */
const sortItems = (value: unknown): unknown =>
  Array.isArray(value) ? value.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : value;

/** Applies a change to every field of that name, however deep. */
export const mapFields = (value: unknown, fields: Fields): unknown => {
  if (Array.isArray(value)) return value.map((item) => mapFields(item, fields));
  if (!isObject(value)) return sameVersion(value);
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, field]) => [key, fields[key] ? fields[key](field) : mapFields(field, fields)] as const)
      .filter(([, field]) => field !== undefined),
  );
};

/** Lists of names have no order in Kafka Connect: it keeps them in hash maps. */
const sortNames = (value: unknown): unknown =>
  Array.isArray(value) && value.every((item) => typeof item === 'string') ? value.toSorted() : value;

const mediaType = (value: string): string => (value.split(';')[0] ?? '').toLowerCase();

const header = (name: string, value: string): string => (name === 'content-type' ? mediaType(value) : value);

export const normalise = ({ status, headers, body }: Answer): Answer => ({
  status,
  headers: Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), header(name.toLowerCase(), value)]),
  ),
  body: sortNames(mapFields(withoutOthersPlugins(body), VOLATILE)),
});
