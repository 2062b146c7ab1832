/** What a test or the demo asks of a worker over REST. */
export interface ConnectClient {
  /** Any call; the body is parsed when it is JSON. Never throws for a status. */
  call(method: string, path: string, body?: unknown): Promise<{ readonly status: number; readonly body: unknown }>;
  /** @throws when it is not created. */
  create(name: string, config: Readonly<Record<string, string>>): Promise<void>;
  status(name: string): Promise<ConnectorStatus>;
}

interface ConnectorStatus {
  readonly connector?: { readonly state: string; readonly trace?: string };
  readonly tasks?: ReadonlyArray<{ readonly id: number; readonly state: string; readonly trace?: string }>;
}

const parse = (text: string): unknown => {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

export const createConnectClient = (url: string, headers: Readonly<Record<string, string>> = {}): ConnectClient => {
  const call: ConnectClient['call'] = async (method, path, body) => {
    const response = await fetch(url + path, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'Content-Type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: parse(await response.text()) };
  };
  return {
    call,
    create: async (name, config) => {
      const { status, body } = await call('POST', '/connectors', { name, config });
      if (status !== 201) throw new Error(`connector ${name} was not created: ${status} ${JSON.stringify(body)}`);
    },
    status: async (name) => {
      const { status, body } = await call('GET', `/connectors/${encodeURIComponent(name)}/status`);
      return status === 200 && typeof body === 'object' && body !== null ? body : {};
    },
  };
};
