/**
 * An HTTP API hands the path over decoded, so that `/connectors/a%2Fb/status` arrives as `/connectors/a/b/status`. A connector's
 * name is what lies between `/connectors/` and the rest that one of Kafka Connect's paths ends with; it is encoded again here.
 * A name that itself ends like a path, such as `a/status`, can't be told from it: then the path is meant.
 */
const CONNECTOR_PATH =
  /^\/connectors\/(.+?)(\/(?:config|status|restart|pause|resume|stop|topics|topics\/reset|offsets|tasks-config|tasks|tasks\/\d+\/(?:status|restart)))?(\/?)$/;

const ENCODED = /^(?:[\w\-.~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})*$/;

/** The name as it stands in a URL; one that already does, as from a function URL, is left alone. */
const encoded = (name: string): string => (ENCODED.test(name) ? name : encodeURIComponent(name));

export const encodedPath = (rawPath: string): string =>
  rawPath.replace(
    CONNECTOR_PATH,
    (_, name: string, rest: string | undefined, slash: string) => `/connectors/${encoded(name)}${rest ?? ''}${slash}`,
  );
