export { Badge, type Tone } from './badge.js';
export { CopyButton } from './copy-button.js';
export { durationOf, titleOf, timeOf } from './format.js';
export { JsonView } from './json-view.js';
export { NoticeProvider, useNotify, useRun } from './notice.js';
export { PageHeader, type Connection } from './page-header.js';
export { Panel } from './panel.js';
export { Time } from './time.js';
export { useLatest } from './use-latest.js';
