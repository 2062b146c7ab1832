import { App } from 'aws-cdk-lib';
import { ConnectStack, stackName } from './connect-stack.ts';
import { readContext } from './context.ts';

/**
 * `cdk deploy`: one worker in the account and region of the caller's credentials. `cdk synth` needs none; it knows account and region
 * only where a VPC has to be looked up.
 */
const app = new App();
const settings = readContext(app.node);
const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region } = process.env;
const env = settings.vpcId !== undefined && account && region ? { env: { account, region } } : {};

new ConnectStack(app, stackName(settings), { settings, ...env });
