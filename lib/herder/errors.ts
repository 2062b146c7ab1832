/**
 * What the herder refuses, and why. REST turns each class into one status code; the messages are Kafka Connect's, since
 * tools read them.
 */
class HerderError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** There is no such connector, task, plugin or logger. */
export class NotFoundError extends HerderError {}

/** The request can't be served as it is; sending it again won't help. */
export class BadRequestError extends HerderError {}

/** A connector of that name is there already. */
export class AlreadyExistsError extends HerderError {}

/** Something else is going on right now; sending it again later may help. */
export class ConflictingOperationError extends HerderError {}

/** The worker's configuration has switched this off. */
export class ForbiddenError extends HerderError {}
