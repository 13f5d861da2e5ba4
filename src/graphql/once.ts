/** Each key's value is created once, for whoever asks first. */
export function once<Created>(create: (key: string) => Created): (key: string) => Created {
  const created = new Map<string, Created>();
  return (key) => {
    const value = created.get(key) ?? create(key);
    created.set(key, value);
    return value;
  };
}
