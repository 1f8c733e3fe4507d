// The shapes on the map, made from the rows of the list: what a row says, its shape says. Text is only ever set as
// text, never as markup.
(function () {
  "use strict";
  var map = school_map;
  var container = map.getContainer();
  var settings = JSON.parse(document.getElementById("settings").textContent);
  var heads = Array.from(document.querySelectorAll("thead th"), function (cell) { return cell.textContent; });
  var rows = Array.from(document.querySelectorAll("tbody tr"));
  var placed = rows.filter(function (row) { return row.dataset.lat; });
  var samePoint = new Map();
  // Asked once: each question after a change would lay out the whole page again.
  var widest = Math.min(360, container.clientWidth - 70);
  var tallest = Math.min(320, Math.round(container.clientHeight * 0.6));

  function element(tag, text, className) {
    var made = document.createElement(tag);
    if (text) { made.textContent = text; }
    if (className) { made.className = className; }
    return made;
  }

  function number(row) { return row.cells[0].textContent; }
  function name(row) { return row.cells[1].textContent; }
  function point(row) { return row.dataset.lat + " " + row.dataset.lon; }

  function about(row) {
    var box = element("div", "", "about");
    var list = element("dl");
    box.append(element("h3", name(row)), list);
    Array.from(row.cells).slice(2).forEach(function (cell, index) {
      list.append(element("dt", heads[index + 2]), element("dd", cell.textContent));
    });
    var others = samePoint.get(point(row)).filter(function (other) { return other !== row; });
    if (others.length) {
      var names = others.map(function (other) { return number(other) + " " + name(other); });
      box.append(element("p", "At the same point: " + names.join("; ")));
    }
    return box;
  }

  function icon(row) {
    var drawn = element("div");
    var image = element("img");
    image.alt = "";
    image.src = settings.shapes[row.dataset.family];
    drawn.append(image, element("span", number(row), "number"));
    return L.divIcon({className: "school", html: drawn, iconSize: [24, 24], popupAnchor: [0, -12]});
  }

  // Few schools are elements of the page, which the keyboard reaches; thousands of those would stand still for
  // seconds, so many schools are painted on one canvas, and the keyboard reaches them through the list.
  var Painted = L.CircleMarker.extend({
    _updatePath: function () {
      if (!this._renderer._drawing || this._empty()) { return; }
      this._renderer._ctx.drawImage(this.options.image, this._point.x - 7, this._point.y - 7, 14, 14);
    }
  });

  function image(family) {
    var drawn = new Image(64, 64);
    drawn.src = settings.shapes[family];
    return drawn.decode().then(function () {
      var sheet = document.createElement("canvas");
      sheet.width = sheet.height = 64;
      sheet.getContext("2d").drawImage(drawn, 0, 0, 64, 64);
      return [family, sheet];
    });
  }

  function draw(make) {
    var markers = placed.map(function (row) {
      var marker = make(row, [+row.dataset.lat, +row.dataset.lon]);
      marker.bindPopup(function () { return about(row); }, {maxWidth: widest, maxHeight: tallest});
      row.cells[0].firstChild.addEventListener("click", function (event) {
        event.preventDefault();
        container.scrollIntoView({block: "center"});
        map.setView(marker.getLatLng(), Math.max(map.getZoom(), 15), {animate: false});
        marker.openPopup();
        (settings.numbered ? marker.getElement() : container).focus({preventScroll: true});
      });
      return marker;
    });
    L.layerGroup(markers).addTo(map);
    if (settings.numbered) {
      markers.forEach(function (marker, index) {
        marker.getElement().setAttribute("aria-label", number(placed[index]) + " " + name(placed[index]));
      });
    }
    container.dataset.drawn = markers.length;
  }

  rows.forEach(function (row) {
    Array.from(row.cells).slice(2).forEach(function (cell, index) { cell.dataset.label = heads[index + 2]; });
  });
  placed.forEach(function (row) {
    var here = samePoint.get(point(row)) || [];
    samePoint.set(point(row), here.concat(row));
  });
  if (settings.numbered) {
    draw(function (row, place) { return L.marker(place, {icon: icon(row), title: name(row)}); });
  } else {
    Promise.all(Object.keys(settings.shapes).map(image)).then(function (pairs) {
      var images = Object.fromEntries(pairs);
      map.createPane("schools").style.zIndex = 450;
      var renderer = L.canvas({padding: 0.3, pane: "schools"});
      draw(function (row, place) {
        return new Painted(place, {pane: "schools", renderer: renderer, radius: 7, image: images[row.dataset.family]});
      });
    });
  }

  if (settings.place) {
    var mark = element("img");
    mark.alt = "";
    mark.src = settings.place.icon;
    var told = element("div", "", "about");
    told.append(element("h3", settings.place.name), element("p", settings.place.about));
    var place = L.marker([settings.place.lat, settings.place.lon], {
      icon: L.divIcon({className: "school place", html: mark, iconSize: [24, 24], popupAnchor: [0, -12]}),
      zIndexOffset: 1000
    });
    place.bindPopup(told, {maxWidth: widest}).bindTooltip(element("span", settings.place.name), {
      permanent: true, direction: "top", offset: [0, -8], className: "place-name"
    });
    place.addTo(map).getElement().setAttribute("aria-label", settings.place.name);
  }

  // Names of areas, the first ones first; one that would cover another waits for a closer view.
  var names = settings.labels.map(function (label) {
    var drawn = element("div");
    drawn.append(element("span", label.name));
    var marker = L.marker([label.lat, label.lon], {
      icon: L.divIcon({className: "area " + label.kind, html: drawn, iconSize: [0, 0]}),
      interactive: false, keyboard: false, zIndexOffset: -10000
    });
    var lines = Math.ceil(label.name.length / 13);
    return {marker: marker, wide: Math.min(label.name.length, 13) * 3.7 + 3, high: lines * 8 + 1};
  });
  function showNames() {
    var shown = [];
    names.forEach(function (one) {
      var at = map.project(one.marker.getLatLng());
      var free = shown.every(function (other) {
        return Math.abs(at.x - other.at.x) > one.wide + other.wide || Math.abs(at.y - other.at.y) > one.high + other.high;
      });
      if (free) {
        shown.push({at: at, wide: one.wide, high: one.high});
        one.marker.addTo(map);
      } else {
        one.marker.remove();
      }
    });
  }
  map.on("zoomend", showNames);
  showNames();

  // The wheel scrolls the page until the map has been chosen.
  map.scrollWheelZoom.disable();
  map.on("focus click", function () { map.scrollWheelZoom.enable(); });
  map.on("blur", function () { map.scrollWheelZoom.disable(); });
  container.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { map.closePopup(); }
  });

  var before = null;
  window.addEventListener("beforeprint", function () {
    before = map.getBounds();
    map.closePopup();
    document.documentElement.classList.add("printing");
    map.invalidateSize({animate: false, pan: false});
    map.fitBounds(before, {animate: false});
  });
  window.addEventListener("afterprint", function () {
    document.documentElement.classList.remove("printing");
    map.invalidateSize({animate: false, pan: false});
    if (before) { map.fitBounds(before, {animate: false}); }
  });
})();
