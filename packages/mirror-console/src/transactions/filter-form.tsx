import { titleOf } from '@order-transactions/console-kit';
import { OrderStatus, OrderTransactionStatus, PatientAction } from '../generated/graphql.js';
import { isFiltered, NO_FILTERS, PERIODS, type Filters } from '../logic/filters.js';
import { describeAction } from '../logic/patient-action.js';
import { Select, type Choice } from '../select.js';

const YES_NO: readonly Choice[] = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];
const toChoice = (value: string): Choice => ({ value, label: titleOf(value) });

type SelectName = Exclude<keyof Filters, 'after' | 'userId'>;

const SELECTS: readonly {
  readonly name: SelectName;
  readonly label: string;
  readonly choices: readonly Choice[];
}[] = [
  { name: 'status', label: 'Status', choices: Object.values(OrderTransactionStatus).map(toChoice) },
  { name: 'orderStatus', label: 'An order is', choices: Object.values(OrderStatus).map(toChoice) },
  {
    name: 'patientAction',
    label: 'Patient should',
    choices: Object.values(PatientAction).map((value) => ({
      value,
      label: describeAction(value).title,
    })),
  },
  { name: 'hasRedraw', label: 'Has a redraw', choices: YES_NO },
  { name: 'critical', label: 'Critical result', choices: YES_NO },
  {
    name: 'changed',
    label: 'Changed',
    choices: Object.entries(PERIODS).map(([value, { label }]) => ({ value, label })),
  },
];

/** The filters of the public API. Each change returns to the first page. */
export function FilterForm({
  filters,
  onChange,
}: {
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
}) {
  const change = (name: keyof Filters, value: string) =>
    onChange({ ...filters, [name]: value, after: [] });
  return (
    <form class="fields" aria-label="Filters" onSubmit={(event) => event.preventDefault()}>
      {SELECTS.map(({ name, label, choices }) => (
        <Select
          key={name}
          name={name}
          label={label}
          value={filters[name]}
          choices={choices}
          onChange={(value) => change(name, value)}
        />
      ))}
      <label class="wide">
        Person’s id
        <input
          name="userId"
          value={filters.userId}
          autocomplete="off"
          spellcheck={false}
          onChange={({ currentTarget }) => change('userId', currentTarget.value.trim())}
        />
      </label>
      {isFiltered(filters) && (
        <button type="button" class="quiet wide" onClick={() => onChange(NO_FILTERS)}>
          Clear filters
        </button>
      )}
    </form>
  );
}
