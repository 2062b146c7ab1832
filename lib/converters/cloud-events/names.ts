/** Ends the names of schemas of events, as the name of change events ends in `.Envelope`. */
export const EVENT_SUFFIX = 'CloudEvents.Envelope';

/** Ends the topic that data is written under where the event is Avro too, to tell the two apart in the registry. */
export const DATA_SUFFIX = '-data';
