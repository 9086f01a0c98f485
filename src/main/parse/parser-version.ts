/**
 * Which parser made a report. Goes up with every release whose parser makes other reports of a log, so that a corpus
 * knows the logs to parse again.
 */
export const parserVersion = 8
