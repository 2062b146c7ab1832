/** Answers of X that are no success, as its documentation shows them: https://docs.x.com/x-api/fundamentals/response-codes-and-errors */
export interface Answer {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

export const unauthorized: Answer = {
  status: 401,
  body: { title: 'Unauthorized', type: 'about:blank', status: 401, detail: 'Unauthorized' },
};

export const forbidden: Answer = {
  status: 403,
  body: {
    title: 'Client Forbidden',
    type: 'https://api.twitter.com/2/problems/client-forbidden',
    status: 403,
    reason: 'client-not-enrolled',
    detail: 'When authenticating requests, you must use keys and tokens from an App that is attached to a Project.',
  },
};

export const invalidRequest = (parameter: string, value: string, message: string): Answer => ({
  status: 400,
  body: {
    errors: [{ parameters: { [parameter]: [value] }, message }],
    title: 'Invalid Request',
    detail: 'One or more parameters to your request was invalid.',
    type: 'https://api.twitter.com/2/problems/invalid-request',
  },
});

export const tooManyRequests = (resetAtMs: number, limit: number): Answer => ({
  status: 429,
  body: { title: 'Too Many Requests', detail: 'Too Many Requests', type: 'about:blank', status: 429 },
  headers: {
    'x-rate-limit-limit': String(limit),
    'x-rate-limit-remaining': '0',
    'x-rate-limit-reset': String(Math.ceil(resetAtMs / 1000)),
  },
});
