import { type Difference, inBody, inMessage } from './difference.ts';
import { mapFields } from './normalise.ts';

const numbers = (first: number, last: number): readonly string[] =>
  Array.from({ length: last - first + 1 }, (_, i) => String(first + i).padStart(3, '0'));

const inItems = (keep: (item: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) ? value.filter(keep) : value;

const mentions =
  (text: string) =>
  (item: unknown): boolean =>
    JSON.stringify(item)?.includes(text) ?? false;

/** What the earlier worker of a sink has left, without what the sink itself has committed. */
const mentionsLeft = inItems(mentions('g.standalone.'));

const without = (text: string) => inItems((item) => !mentions(text)(item));

const sorted = (value: unknown) =>
  Array.isArray(value) ? value.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : value;

const isLevels = (body: unknown): body is { readonly root: unknown } =>
  typeof body === 'object' && body !== null && 'root' in body;

const isReachableByKafkaConnect = (name: unknown): boolean => !/[/\\%]\w|^\.\.$/.test(String(name));

/** Where a deployment of ours answers otherwise than Kafka Connect, on purpose. `docs/rest-differences.md` is made of it. */
export const differences: readonly Difference[] = [
  {
    reason:
      'A body that is no JSON, or not the JSON needed, is the client’s mistake: 400 that says what is wrong, not 500',
    cases: [
      {
        exchanges: [
          ...['071', '108', '109', '110', '112', '113', '117', '119'],
          ...[...numbers(120, 123), ...numbers(127, 131), '154', '155', '255', ...numbers(260, 265)],
          ...['335', '354', '355', '356', '417', '419', '445', '447'],
        ],
        here: { status: 400, message: /^The request body is / },
      },
    ],
  },
  {
    reason: 'Validating a configuration without a class answers 400, as creating one does, not a wrapped 500',
    cases: [
      {
        exchanges: ['058', '059', '107'],
        here: { status: 400, message: /^Connector config \{.*\} contains no connector type$/ },
      },
    ],
  },
  {
    reason: 'Offsets that the connector or Kafka has no use for are the client’s mistake: 400, not 500',
    cases: [
      {
        exchanges: ['248', '249', '250', '269'],
        alike: (answer) => ({ ...answer, status: 400, body: mapFields(answer.body, { error_code: () => 400 }) }),
      },
      { exchanges: ['286'], here: { status: 400, message: /may not be negative/ } },
      {
        exchanges: ['292', '293'],
        here: { status: 400, message: /^Failed to alter consumer group offsets for connector snk-a: there is no/ },
      },
    ],
  },
  {
    reason: 'An empty part of a path makes a path that does not exist: 404 in JSON, not 400 in HTML',
    cases: [{ exchanges: ['018', '395'], here: { status: 404, message: /^HTTP 404 Not Found$/ } }],
  },
  {
    reason:
      'Names with a slash, backslash or percent sign work; Kafka Connect creates them and cannot reach them again',
    cases: [
      { exchanges: ['368', '373', '376'], here: { status: 200 } },
      { exchanges: ['370', '377'], here: { status: 204 } },
      { exchanges: ['371'], here: { status: 201 } },
      { exchanges: ['391', '397', '469'], alike: inBody(inItems(isReachableByKafkaConnect)) },
      {
        exchanges: ['364', '392'],
        alike: ({ headers: { location: _, ...headers }, ...answer }) => ({ ...answer, headers }),
      },
    ],
  },
  {
    reason: 'A connector cannot be called `..`: no URL leads there, for proxies and browsers normalise it away',
    cases: [{ exchanges: ['389', '390'], here: { status: 200 } }],
  },
  {
    reason:
      'The connectors there are, are listed by class, kind and version, not as Java prints its objects, with its exceptions and paths',
    cases: [
      {
        exchanges: ['140', '141', '143', '145', '357'],
        alike: inMessage((message) =>
          message
            .replace(/available connectors are: .*/, '')
            .replace('org.apache.kafka.connect.errors.ConnectException: ', ''),
        ),
      },
    ],
  },
  {
    reason: 'A class that is no usable plugin is unknown, not an “Instantiation error” of the server',
    cases: [
      { exchanges: ['045', '046'], here: { status: 404, message: /^Unknown plugin / } },
      {
        exchanges: ['142'],
        here: { status: 400, message: /^Failed to find any class that implements Connector and which name matches / },
      },
      {
        exchanges: ['083', '085'],
        alike: inBody((body) =>
          mapFields(body, {
            configs: inItems((item) => !mentions('value.converter')(item) && !mentions('header.converter')(item)),
          }),
        ),
      },
    ],
  },
  {
    reason: 'One mistake is reported once: a value that is no number is not also “null”',
    cases: [
      {
        exchanges: ['066'],
        alike: inBody((body) => mapFields(body, { errors: without('Value must be non-null'), error_count: () => 0 })),
      },
      {
        exchanges: ['076'],
        alike: inBody((body) => mapFields(body, { errors: without('value null'), error_count: () => 2 })),
      },
      { exchanges: ['148'], here: { status: 400, message: /following 1 error\(s\):\nInvalid value many/ } },
    ],
  },
  {
    reason: 'A predicate that is not there is found when a connector is validated, not when its tasks start',
    cases: [
      {
        exchanges: ['080'],
        alike: inBody((body) => mapFields(body, { errors: without('no such alias'), error_count: () => 0 })),
      },
    ],
  },
  {
    reason: 'A converter’s keys come in the order of its documentation, not of a hash map',
    cases: [{ exchanges: ['084'], alike: inBody((body) => mapFields(body, { configs: sorted, groups: sorted })) }],
  },
  {
    reason:
      'A sink commits after every batch, so that its offsets show at once, not after a flush interval of a minute',
    cases: [{ exchanges: ['213'], alike: inBody((body) => mapFields(body, { offsets: mentionsLeft })) }],
  },
  {
    reason: 'A task that does not exist is not found; there is no leader to be elected, and no 409 that says so',
    cases: [{ exchanges: ['244'], here: { status: 404, message: /^Unknown task: src-a-0$/ } }],
  },
  {
    reason:
      'Workers do not talk to each other: there are no internal requests, which Kafka Connect lets past its guard',
    cases: [
      { exchanges: ['425'], here: { status: 405 } },
      { recording: 'variant', exchanges: ['008'], here: { status: 405 } },
      { recording: 'variant', exchanges: ['009'], here: { status: 404 } },
    ],
  },
  {
    reason:
      'Loggers are the parts and the connectors of this worker, under the names of Kafka Connect’s packages, not every class of Java that has logged: of a list the root is compared',
    cases: [{ exchanges: ['430', '436'], alike: inBody((body) => (isLevels(body) ? { root: body.root } : body)) }],
  },
  {
    reason: 'Whoever is not let in is told so in JSON, as the content type says, and asked for credentials',
    cases: [
      {
        recording: 'variant',
        exchanges: ['001', '002', '003', '005', '006'],
        here: { status: 401, message: /^User cannot access the resource\.$/ },
      },
    ],
  },
  {
    reason: 'Credentials that cannot be read are wrong credentials: 401, not 500',
    cases: [
      {
        recording: 'variant',
        exchanges: ['004'],
        here: { status: 401, message: /^User cannot access the resource\.$/ },
      },
    ],
  },
  {
    reason: 'A preflight carries no credentials and is answered without any, or no browser could ever log in',
    cases: [{ recording: 'variant', exchanges: ['018'], here: { status: 204 } }],
  },
  {
    reason:
      'Kafka Connect’s two modes answer a create differently, with the tasks or without: here a new connector has none yet in either, as in its distributed mode',
    cases: [
      { recording: 'variant', exchanges: ['013'], alike: inBody((body) => mapFields(body, { tasks: () => [] })) },
    ],
  },
];
