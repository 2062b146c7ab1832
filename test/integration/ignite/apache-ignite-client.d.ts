/** What the tests use of Ignite's own client, which comes without types. */
declare module 'apache-ignite-client' {
  interface Cursor {
    getAll(): Promise<ReadonlyArray<readonly unknown[]>>;
  }
  interface BinaryObject {
    getTypeName(): string;
    hasField(name: string): boolean;
    getField(name: string, type?: unknown): Promise<unknown>;
  }
  interface CacheClient {
    setKeyType(type: unknown): CacheClient;
    setValueType(type: unknown): CacheClient;
    get(key: unknown): Promise<unknown>;
    putAll(entries: readonly unknown[]): Promise<void>;
    getSize(): Promise<number>;
    query(query: unknown): Promise<Cursor>;
  }
  class SqlFieldsQuery {
    constructor(text: string);
    setSchema(name: string): this;
  }
  class IgniteClientConfiguration {
    constructor(...endpoints: readonly string[]);
    setUserName(name: string): this;
    setPassword(password: string): this;
    setConnectionOptions(useTls: boolean, options?: object): this;
  }
  class CacheEntry {
    constructor(key: unknown, value: unknown);
  }
  class ComplexObjectType {
    constructor(object: object, typeName?: string);
    setFieldType(name: string, type: unknown): this;
  }
  class IgniteClient {
    static readonly IgniteClientConfiguration: typeof IgniteClientConfiguration;
    static readonly SqlFieldsQuery: typeof SqlFieldsQuery;
    static readonly CacheEntry: typeof CacheEntry;
    static readonly ComplexObjectType: typeof ComplexObjectType;
    static readonly ObjectType: { readonly PRIMITIVE_TYPE: Readonly<Record<string, number>> };
    connect(configuration: IgniteClientConfiguration): Promise<void>;
    getOrCreateCache(name: string): Promise<CacheClient>;
    disconnect(): void;
  }
  export default IgniteClient;
}
