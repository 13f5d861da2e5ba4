/** What the patient should do now, in words for a person. */
const ACTIONS = {
  NONE: 'Nothing to do',
  WAIT: 'Wait for the lab',
  REGISTER_KIT: 'Register the test kit',
  RETURN_SAMPLE: 'Send the sample back',
  BOOK_APPOINTMENT: 'Book an appointment',
  KEEP_APPOINTMENT: 'Keep the appointment',
  VISIT_COLLECTION_SITE: 'Visit a collection site',
  RETURN_FOR_REDRAW: 'Return for the redraw',
  VIEW_RESULTS: 'View the results',
  CONTACT_SUPPORT: 'Contact support',
};

/** @param {string} action a `PatientAction` */
export function actionOf(action) {
  return ACTIONS[action] ?? titleOf(action);
}

/** @param {string | null} word e.g. `REDRAW_AVAILABLE` */
export function titleOf(word) {
  if (word === null) return 'Unknown';
  const words = word.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The kind of a badge. Its text says the same: colour is not the only mark. */
export function kindOf(word) {
  if (['COMPLETED', 'APPLIED', 'DONE'].includes(word)) return 'good';
  if (['ACTIVE', 'DUPLICATE', 'STALE', 'PENDING'].includes(word)) return 'wait';
  if (['QUARANTINED', 'UNAUTHENTICATED', 'UNAVAILABLE', 'TOO_LARGE'].includes(word)) return 'bad';
  return '';
}

/** The events of a transaction as rows of a time axis: a day is named in its first row only. */
export function rowsOf(timeline) {
  let day = null;
  return timeline.map(({ createdAt, status, order }) => {
    const at = createdAt === null ? null : new Date(createdAt);
    const eventDay = at?.toLocaleDateString([], { month: 'short', day: 'numeric' }) ?? 'no date';
    const isNewDay = eventDay !== day;
    day = eventDay;
    const time = at?.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hour12: false });
    return {
      text: [isNewDay ? eventDay : null, time].filter(Boolean).join(' '),
      iso: createdAt ?? '',
      lane: order.origin === 'INITIAL' || order.origin === null ? 'initial' : 'redraw',
      title: titleOf(status),
    };
  });
}

/** The combined results, with those marked that only the redraw brought. */
export function markRecovered(biomarkers, recovered) {
  const keyOf = ({ loinc, slug, name }) => loinc ?? slug ?? name;
  const keys = new Set(recovered.map(keyOf));
  return biomarkers.map((biomarker) => ({ ...biomarker, isRecovered: keys.has(keyOf(biomarker)) }));
}

/** Without the day, if it is today. @param {string | null} iso */
export function timeOf(iso) {
  if (iso === null) return '–';
  const at = new Date(iso);
  return at.toDateString() === new Date().toDateString()
    ? at.toLocaleTimeString([], { hour12: false })
    : at.toLocaleString([], { dateStyle: 'medium', timeStyle: 'short', hour12: false });
}
