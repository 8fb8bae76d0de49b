// The entry point of a component that Streamlit puts on a page: one object for each element.

/**
 * `make` gives an element's object, each run updates it, and it is closed when the element has left the page. Streamlit
 * also calls what a run gave back if the next run overtook it: then the object lives on.
 * @template Data
 * @param {(component: Component<Data>) => Mounted<Data>} make
 */
export function mounting(make) {
  /** @type {WeakMap<HTMLElement, Mounted<Data>>} */
  const objects = new WeakMap();
  return (/** @type {Component<Data>} */ component) => {
    const parent = component.parentElement;
    const object = objects.get(parent) ?? make(component);
    objects.set(parent, object);
    object.update(component);
    return () => {
      if (parent.isConnected) return;
      objects.get(parent)?.close?.();
      objects.delete(parent);
    };
  };
}
