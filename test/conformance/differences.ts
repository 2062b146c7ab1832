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

const without = (text: string) => inItems((item) => !mentions(text)(item));

/** Where a deployment of ours answers otherwise than Kafka Connect, on purpose. */
export const differences: readonly Difference[] = [
  {
    reason: 'A body that is no JSON, or not the JSON needed, is the client’s mistake: 400, and what is wrong with it',
    exchanges: [
      ...['071', '108', '109', '110', '112', '113', '117', '119'],
      ...[...numbers(120, 123), ...numbers(127, 131), '154', '155', '255', ...numbers(260, 265)],
      ...['335', '354', '355', '356', '417', '419', '445', '447'],
    ],
    here: { status: 400, message: /^The request body is / },
  },
  {
    reason:
      'A configuration without a class is the client’s mistake when it is validated, too: 400 instead of a wrapped 500',
    exchanges: ['058', '059', '107'],
    here: { status: 400, message: /^Connector config \{.*\} contains no connector type$/ },
  },
  {
    reason: 'An empty segment makes a path that does not exist; Kafka Connect’s server refuses it in HTML',
    exchanges: ['018', '395'],
    here: { status: 404, message: /^HTTP 404 Not Found$/ },
  },
  {
    reason:
      'A name with a slash, backslash or percent sign works, encoded; Kafka Connect creates it and cannot reach it again',
    exchanges: ['368', '373', '376'],
    here: { status: 200 },
  },
  { reason: 'As above, for deleting', exchanges: ['370', '377'], here: { status: 204 } },
  { reason: 'As above, for creating', exchanges: ['371'], here: { status: 201 } },
  {
    reason: 'The Location of a new connector is encoded, so that it can be followed',
    exchanges: ['364', '381', '392'],
    alike: ({ headers: { location: _, ...headers }, ...answer }) => ({ ...answer, headers }),
  },
  {
    reason: 'URLs are normalised before they are sent, so that `..` never arrives as a name',
    exchanges: ['389', '390'],
    here: { status: 200 },
  },
  {
    reason: 'Names that Kafka Connect cannot delete were deleted here, or could be created',
    exchanges: ['391', '397'],
    alike: inBody(inItems((name) => !/[/\\%]\w/.test(String(name)))),
  },
  {
    reason: 'The recorder cleaned up before this request, which was not recorded',
    exchanges: ['469'],
    here: { status: 200 },
  },
  {
    reason: 'There is no MirrorMaker here',
    exchanges: numbers(25, 30),
    alike: inBody(without('org.apache.kafka.connect.mirror.')),
  },
  {
    reason: 'The available connectors are listed as class, type and version, not as Java prints its objects',
    exchanges: ['140', '141', '143', '145', '357'],
    alike: inMessage((message) =>
      message
        .replace(/available connectors are: .*/, '')
        .replace('org.apache.kafka.connect.errors.ConnectException: ', ''),
    ),
  },
  {
    reason: 'There are no classes here but those of plugins: any other is unknown',
    exchanges: ['045', '046'],
    here: { status: 404, message: /^Unknown plugin / },
  },
  {
    reason: 'As above, for a connector',
    exchanges: ['142'],
    here: { status: 400, message: /^Failed to find any class that implements Connector and which name matches / },
  },
  {
    reason: 'As above, for converters, which are reported like any unknown class',
    exchanges: ['083', '085'],
    alike: inBody((body) =>
      mapFields(body, {
        configs: inItems((item) => !mentions('value.converter')(item) && !mentions('header.converter')(item)),
      }),
    ),
  },
  {
    reason: 'One mistake is reported once: a value that is no number is not also "null"',
    exchanges: ['066'],
    alike: inBody((body) => mapFields(body, { errors: without('Value must be non-null'), error_count: () => 0 })),
  },
  {
    reason: 'As above',
    exchanges: ['148'],
    here: { status: 400, message: /following 1 error\(s\):\nInvalid value many/ },
  },
  {
    reason: 'What is wrong with a pattern is said in the words of this platform',
    exchanges: ['081', '100'],
    alike: inBody((body) =>
      mapFields(body, { errors: (errors) => JSON.parse(JSON.stringify(errors).replace(/Invalid reg[^"]*/, '')) }),
    ),
  },
  {
    reason: 'A converter’s keys come in the order of its documentation, not of a hash map',
    exchanges: ['084'],
    alike: inBody((body) => {
      const sorted = (value: unknown) =>
        Array.isArray(value) ? value.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : value;
      return mapFields(body, { configs: sorted, groups: sorted });
    }),
  },
  {
    reason:
      'Each topic has a consumer group of its own: what an earlier worker committed under the one group is not seen',
    exchanges: ['213', '278', '280'],
    alike: inBody((body) => mapFields(body, { offsets: without('g.standalone.src-a') })),
  },
  {
    reason: 'There is no leader to be elected: a task that does not exist is not found',
    exchanges: ['244'],
    here: { status: 404, message: /^Unknown task: src-a-0$/ },
  },
  {
    reason: 'An offset below zero is the client’s mistake',
    exchanges: ['286'],
    here: { status: 400, message: /may not be negative/ },
  },
  {
    reason: 'Workers do not talk to each other, so there are no internal requests',
    exchanges: ['425'],
    here: { status: 405 },
  },
  {
    reason: 'Loggers are named otherwise in another program; those compared are the ones that the test knows',
    exchanges: ['430', '436'],
    alike: inBody((body) => (isLevels(body) ? { root: body.root } : body)),
  },
  {
    reason: 'Whoever is not let in is told so in JSON, as the content type says',
    recording: 'variant',
    exchanges: ['001', '002', '003', '005', '006'],
    here: { status: 401, message: /^User cannot access the resource\.$/ },
  },
  {
    reason: 'Credentials that cannot be read are wrong credentials',
    recording: 'variant',
    exchanges: ['004'],
    here: { status: 401, message: /^User cannot access the resource\.$/ },
  },
  {
    reason: 'Workers do not talk to each other, so there are no internal requests',
    recording: 'variant',
    exchanges: ['008'],
    here: { status: 405 },
  },
  { reason: 'As above', recording: 'variant', exchanges: ['009'], here: { status: 404 } },
  {
    reason: 'The tasks of a connector are there once the reconciler was; this recording is of a standalone worker',
    recording: 'variant',
    exchanges: ['013'],
    alike: inBody((body) => mapFields(body, { tasks: () => [] })),
  },
  {
    reason: 'A preflight carries no credentials and is answered without any',
    recording: 'variant',
    exchanges: ['018'],
    here: { status: 204 },
  },
  {
    reason: 'Defaults of Kafka’s clients are not known here',
    recording: 'variant',
    exchanges: ['021'],
    alike: inBody((body) => mapFields(body, { default_value: () => '', width: () => '' })),
  },
];

const isLevels = (body: unknown): body is { readonly root: unknown } =>
  typeof body === 'object' && body !== null && 'root' in body;
