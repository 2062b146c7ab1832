import type { ConfigProblem } from '../../connect/connector.ts';

/** The topic of notifications must be known where they are sent to one; follows `SinkNotificationChannel`. */
export const notificationProblems = (config: {
  readonly 'notification.enabled.channels': readonly string[] | null;
  readonly 'notification.sink.topic.name': string | null;
}): readonly ConfigProblem[] =>
  config['notification.enabled.channels']?.includes('sink') === true && config['notification.sink.topic.name'] === null
    ? [
        {
          key: 'notification.sink.topic.name',
          message: 'Notification topic name must be provided when kafka notification channel is enabled',
        },
      ]
    : [];
