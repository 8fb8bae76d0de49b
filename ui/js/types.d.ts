// What the server sends to the scripts, and what they find on a page of Streamlit's.

/** [row, column], or [height, width]. */
type Pair = [number, number];
/** Of the first number up to, but without, the second. */
type Span = [number, number];
/** [row, column, rows, columns]. */
type Area = [number, number, number, number];
/** Red, green and blue, 0 to 255. */
type Rgb = number[];

/** The page as Streamlit hands it to a component. */
interface Component<Data> {
  parentElement: HTMLElement;
  data: Data;
  setStateValue: Send;
}
type Send = (name: string, value: unknown) => void;
/** What stands for an element of a component. */
interface Mounted<Data> {
  update(component: Component<Data>): unknown;
  close?(): void;
}

// ---- pictures and grids --------------------------------------------------------------------------------

type GridName = "input" | "output" | "argmax" | "grad_output" | "grad_input";
interface Frame { top: number; left: number; bottom: number; right: number }
interface Colouring { ramp: string[]; low: number; high: number }
/** The numbers and texts of a grid's cells, row by row; null is what is not finite. */
interface Numbers { z: (number | null)[][]; text: string[][] }
interface Picture extends Colouring, Numbers {}
/** A cell of one of the five grids. */
interface Cell { name: GridName; row: number; column: number }
interface Selected { kind: string; row: number; column: number }
interface Route { window: Pair; cell: Pair; weight?: string }
/** Where a grid's cell (0, 0) begins on the drawing, how wide its cells are and how high, in pixels. */
interface Box { x: number; y: number; cell: number; high: number }
type Boxes = Record<GridName, Box>;

/** What both pages know of a layer; `charts` has a picture for each chart that the page shows. */
interface BoardData {
  margin: { t: number; r: number; b: number; l: number };
  input_size: Pair;
  output_size: Pair;
  frame: Frame;
  padding: Pair;
  /** The rows, and the columns, of the input that the windows along each axis hold. */
  taps_h: number[][];
  taps_w: number[][];
  winners: Pair[];
  charts: Record<GridName, Picture>;
  /** Where the input is no chart. */
  input?: Picture;
}
interface SceneData extends BoardData {
  theme: string;
  selection: Selected;
  selection_seen: number;
  routes: Route[];
}

// ---- grids whose cells are elements --------------------------------------------------------------------

interface GridShape { rows: number; columns: number; frame: Frame; padding: string | null }
interface GridData extends GridShape, Colouring {
  name: string;
  values: (number | null)[][];
  labels: string[][];
  /** [row, column, names, what they say aloud]. */
  marks: [number, number, string, string][];
}
interface PickerData extends GridData { chosen: Pair | null }
interface EditorData extends GridData {
  /** [row, column, text, why it is no number]. */
  drafts: [number, number, string, string][];
  message: string;
  version: number;
  seen: number;
  /** Which session answers; "" while its state is still on the way from the browser. */
  visit: string;
  /** Which grid of which page this is, and which of its states. */
  place: string;
  of: string;
}
interface Mark { names: string; aloud: string }
/** [kind, row, column, text], kind "cell" or "paste". */
type Edit = [string, number, number, string];

// ---- the player ----------------------------------------------------------------------------------------

/** [place of the grid among those that are written, row, column, value, text]. */
type Write = [number, number, number, number | null, string];
/** A step; 0 stands for what it does not have. */
interface Step {
  window: Pair | 0;
  cell: Pair | 0;
  chosen: Pair[] | 0;
  backward: number;
  writes: Write[];
  sentence: string;
  equation: string;
  /** How long it takes to read, in milliseconds. */
  time: number;
  ledger: string[] | 0;
  /** Where in the equation "old + new = sum" begins. */
  sum: number;
  /** The ways that gradient takes: from which window, to which cell, and times what, where that is not alike. */
  routes: [Pair, Pair, string][];
  /** The names of the lines of code that are at work. */
  lines: string[];
}
/** [text, the name of what it does, the name of the part of the walk that it is of]. */
type Line = [string, string, string];
/** A pass: its steps, field by field, and the board before the first of them. */
interface Pass {
  opening: [string, string];
  begun: boolean;
  steps: { [Field in keyof Step]: Step[Field][] };
  board: BoardData;
  /** The loops of the pass. */
  code: Line[];
}
/** What tells a pass and its place, and whether its code is shown; `until` asks the player that comes to play on to a step. */
interface Head {
  id: string; theme: string; at: number; version: number; seen: number; visit: string; code: boolean; until?: number | null;
}
/** Where the words of the player go, and its code. */
interface Told {
  sentence: HTMLElement | null; equation: HTMLElement | null; ledger: HTMLElement | null; code: HTMLElement | null;
}

// ---- what outlives a session ---------------------------------------------------------------------------

interface KeeperData {
  visit: string;
  /** The texts that the tab keeps, by their places; an empty one is forgotten. */
  keeps: Record<string, string>;
  /** Those that all tabs keep, with their fingerprints. */
  long: Record<string, [string, string]>;
  /** The places whose text is asked for: with a fingerprint, or "" for what the tab has of it. */
  asks: Record<string, string>;
  /** The words of an address that lead elsewhere when they change. */
  places: string[];
  /** What is kept for good, by the names of its cookies. */
  notes: string[];
}

/** `own` names what of an address is the visitor's own, and is not handed on. */
interface CopyingData { label: string; text: string; framed: boolean; own: string[] }
/** How many steps were undone and redone. */
interface UndoData { moves: number }

// ---- lessons and the Image page ------------------------------------------------------------------------

interface LessonData { theme: string; presenting: boolean; place: string }
/** A picture of stems, and the key of the grid whose cells its dots stand for. */
interface StemsData { svg: string; grid: string }
/** The region, and the part of the output that is shown, along both axes; the size of the output. */
interface RegionData { theme: string; region: [Span, Span]; view: [Span, Span]; size: Pair }

// ---- what Streamlit's page has -------------------------------------------------------------------------

interface Trace {
  z: (number | null)[][];
  zmin: number;
  zmax: number;
  texttemplate: string;
  colorscale: [number, string][];
}
interface Chart extends HTMLElement {
  data?: Trace[];
  layout: { xaxis: { showticklabels: boolean }; margin?: { r?: number } };
  _fullLayout?: { width: number; xaxis?: object };
  on(event: string, act: () => void): void;
}
interface Window {
  Plotly?: {
    restyle(chart: Chart, filling: object): void;
    update(chart: Chart, filling: object, layout: object): void;
  };
  /** When a link of the menu was followed, and when a message was sent, last. */
  labLeft?: number;
  labSent?: number;
  /** Whether the connection was lost, and the server has not been asked for a run since. */
  labLost?: boolean;
  /** The addresses of the page since its grids were drawn. */
  labAddresses?: string[];
}
