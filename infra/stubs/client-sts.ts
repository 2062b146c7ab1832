/** Stands in for the client that the signer of MSK's tokens asks who it is when it is debugged. */
const unused = class {
  constructor() {
    throw new Error('awsDebugCreds is not for functions');
  }
};

export const GetCallerIdentityCommand = unused;
export const STSClient = unused;
