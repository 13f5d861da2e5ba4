interface NumberFieldProps {
  readonly name: string;
  readonly label: string;
  readonly max?: number;
  readonly step?: number;
  readonly placeholder?: string;
}

export function NumberField({ name, label, max, step, placeholder = '0' }: NumberFieldProps) {
  return (
    <label>
      {label}
      <input type="number" name={name} min={0} max={max} step={step} placeholder={placeholder} />
    </label>
  );
}
