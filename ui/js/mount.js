// What the scripts need that Streamlit mounts on a page: one object for each element, and an eye on the theme.
const LOOK = 700; // milliseconds

// The entry point of a component: `make` gives an element's object, each run updates it, and it is closed at the end.
const mounting = (make) => {
  const objects = new WeakMap();
  return (component) => {
    const parent = component.parentElement;
    if (!objects.has(parent)) objects.set(parent, make(component));
    objects.get(parent).update(component);
    return () => {
      objects.get(parent)?.close?.();
      objects.delete(parent);
    };
  };
};

// Nothing tells a component that the visitor changed the theme, so it looks now and then, and asks once for a page in
// that theme if `drawn` gives another. Gives what ends it.
function watchTheme(drawn, ask) {
  let seen;
  const looking = setInterval(() => {
    const theme = shownTheme();
    if (drawn() && theme !== drawn() && theme !== seen) ask(theme);
    seen = theme;
  }, LOOK);
  return () => clearInterval(looking);
}
