import type { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { type TableDefinition, tables } from '../../lib/storage/dynamodb/tables.ts';

export interface WorkerTablesProps {
  readonly removalPolicy: RemovalPolicy;
  /** @default a key of AWS, without cost */
  readonly encryptionKey?: IKey;
}

const READ = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:ConditionCheckItem'];
const SCAN = ['dynamodb:Scan'];
const WRITE = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'];

/** DynamoDB uses the key in the name of the caller: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html */
const KEY = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/** Configs, offsets and statuses of a worker. */
export class WorkerTables extends Construct {
  readonly configs: Table;
  readonly offsets: Table;
  readonly statuses: Table;
  private readonly encryptionKey: IKey | undefined;

  constructor(scope: Construct, id: string, { removalPolicy, encryptionKey }: WorkerTablesProps) {
    super(scope, id);
    this.encryptionKey = encryptionKey;
    const table = (name: string, { partitionKey, sortKey, stream }: TableDefinition): Table =>
      new Table(this, name, {
        partitionKey: { name: partitionKey, type: AttributeType.STRING },
        sortKey: { name: sortKey, type: AttributeType.STRING },
        billingMode: BillingMode.PAY_PER_REQUEST,
        pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
        removalPolicy,
        ...(stream && { stream: StreamViewType[stream] }),
        ...(encryptionKey && { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey }),
      });
    this.configs = table('Configs', tables.configs);
    this.offsets = table('Offsets', tables.offsets);
    this.statuses = table('Statuses', tables.statuses);
  }

  /** What REST and the reconciler do: all but the making of tables. */
  grantManage(grantee: IGrantable): void {
    for (const table of [this.configs, this.offsets, this.statuses]) table.grant(grantee, ...READ, ...SCAN, ...WRITE);
    this.grantKey(grantee);
  }

  /** What tasks do: read what they are to do, write how far they came. */
  grantRun(grantee: IGrantable): void {
    this.configs.grant(grantee, ...READ);
    for (const table of [this.offsets, this.statuses]) table.grant(grantee, ...READ, ...WRITE);
    this.grantKey(grantee);
  }

  /** What a stack does that declares connectors. */
  grantDeclare(grantee: IGrantable): void {
    this.configs.grant(grantee, ...READ, ...WRITE);
    this.grantKey(grantee);
  }

  private grantKey(grantee: IGrantable): void {
    this.encryptionKey?.grant(grantee, ...KEY);
  }
}
