/** Whether a status is among those named. */
export type StatusCodes = (status: number) => boolean;

/** `408,429,500-599,600-`; `null` where the text is something else. */
export const parseStatusCodes = (text: string): StatusCodes | null => {
  const parts = text.split(',').map((part) => part.trim());
  const ranges = parts.map((part) => /^(\d{3})(?:\s*(-)\s*(\d{3})?)?$/.exec(part));
  if (text.trim() === '') return () => false;
  if (ranges.some((range) => range === null)) return null;
  const bounds = ranges.map((range) => {
    const from = Number(range?.[1]);
    const to = range?.[2] === undefined ? from : Number(range[3] ?? 599);
    return [from, to] as const;
  });
  return (status) => bounds.some(([from, to]) => status >= from && status <= to);
};
