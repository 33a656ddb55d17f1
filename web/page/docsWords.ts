/** The words of the API's documentation. */
export const docsTexts = {
  title: 'Manage API',
  description: 'Every request of the manage API: what it does, what it takes, what it answers.',
  machine: 'The same for programs',
  basics: 'Basics',
  contents: 'Contents',
  takes: 'Takes',
  required: 'required',
  inPath: 'in the path',
  inQuery: 'in the query',
  answers: 'Answers',
  example: 'For example',
  shapes: 'What is answered',
  problems: 'When something is wrong',
} as const;

/** What holds for every request; code stands between backticks. */
export const docsBasics: readonly string[] = [
  'The paths and shapes are those of Statuspage’s API v1. A script that was written for it works after its base address is changed to the one above. What Candor adds is in the same style.',
  'Send a token with each request: `Authorization: Bearer TOKEN` or `Authorization: OAuth TOKEN`. `candor token create` makes one. `?api_key=TOKEN` works too, but addresses end up in logs.',
  'A body is JSON, or a form with bracketed names such as `incident[name]=Slow`. Every path also works with `.json` at its end. Instants are RFC 3339, answered in UTC.',
  'When an answer with a status below 300 arrives, what was changed is kept and the public page shows it.',
  'To send a write again without doing it twice, give it an `Idempotency-Key`: within 24 hours the same key and request get the same answer, with `Idempotent-Replayed: true`.',
  'Answers carry the revision of the page as their `ETag`. Send it as `If-Match`, and the write is refused with 412 when somebody changed anything since; `details` then has the current revision, so that you can read again and see whether your own thing changed.',
  'With `?dry_run=true` a write does nothing and answers what it would come to: `would_answer`; `would_tell`, by channel; `would_publish`, each incident and maintenance that it would write as the HTML of its card on the public page, with the draft of an update or a postmortem as it would be once published; `would_change_status` and `page_status`; `would_change_numbers` and `would_change_group_numbers` of the last 90 days, by the page’s policy. What the clock does later is not foreseen, nor the status that an import gives to components that are new.',
  'A token may send 600 requests a minute. Beyond that the answer is 429 with `Retry-After`.',
];
