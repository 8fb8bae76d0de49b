// The maps of the Image page, drawn at the pixels of the screen: as the browser makes them smaller, fine dots turn into
// stripes that no number has.
import { mounting } from "./page/mount.js";
import { sizeObserver } from "./page/resize.js";
import { shrunk } from "./page/shrink.js";

const MAPS = ".lab-photo img.lab-map";

/**
 * @param {HTMLImageElement} image
 * @param {string} whole its picture as the server sent it
 * @param {() => boolean} isLate whether it has another picture or size by now
 */
async function fit(image, whole, isLate) {
  const picture = new Image();
  picture.src = whole;
  await picture.decode();
  if (isLate()) return;
  const [wide, high] = [image.clientWidth, image.clientHeight].map((side) => Math.round(side * devicePixelRatio));
  const { naturalWidth: width, naturalHeight: height } = picture;
  if (!wide || !high || wide >= width || high >= height) {
    image.src = whole;
    return;
  }
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext("2d");
  if (!pen) return;
  pen.drawImage(picture, 0, 0);
  const pixels = shrunk(pen.getImageData(0, 0, width, height).data, width, height, wide, high);
  Object.assign(canvas, { width: wide, height: high });
  pen.putImageData(new ImageData(pixels, wide, high), 0, 0);
  const blob = await canvas.convertToBlob();
  if (isLate()) return;
  const address = URL.createObjectURL(blob);
  image.addEventListener("load", () => URL.revokeObjectURL(address), { once: true });
  image.src = address;
}

class PhotoMaps {
  sizes = sizeObserver(() => this.update());
  /** @type {WeakMap<HTMLImageElement, { whole: string, size: string }>} */
  drawn = new WeakMap();

  /** Each map that is new on the page, or has another size there. */
  update() {
    for (const image of /** @type {NodeListOf<HTMLImageElement>} */ (document.querySelectorAll(MAPS))) {
      this.sizes.observe(image);
      const before = this.drawn.get(image);
      const whole = image.src.startsWith("data:") || !before ? image.src : before.whole;
      const size = [image.clientWidth, image.clientHeight, devicePixelRatio].join();
      if (before?.whole === whole && before.size === size) continue;
      const now = { whole, size };
      this.drawn.set(image, now);
      fit(image, whole, () => this.drawn.get(image) !== now);
    }
  }

  close() {
    this.sizes.disconnect();
  }
}

export default mounting(() => new PhotoMaps());
