"""Our own icons: one path each on a grid of 24, stroked in the colour of the text beside them."""

ICONS = {
    "bolt": "M13 3.5 5.5 13.5H12l-1 7 7.5-10H12z",
    "book": "M5 5a2 2 0 0 1 2-1.5h12v14H7A2 2 0 0 0 5 19.5zM5 19.5A2 2 0 0 0 7 20.5h12",
    "calendar": "M4.5 6h15v13.5h-15zM4.5 10h15M8.5 3.5V7M15.5 3.5V7",
    "check": "M5 12.5l4.5 4.5L19 7.5",
    "clock": "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM12 8v4.5l3 2",
    "cloud": (
        "M7 18.5h10a3.8 3.8 0 0 0 .6-7.5A5.5 5.5 0 0 0 7 9.5a4.5 4.5 0 0 0 0 9zM12 15.5v-4M10 13l2-2 2 2"
    ),
    "columns": "M4.5 5h15v14h-15zM9.5 5v14M14.5 5v14",
    "cover": (
        "M9.3 7.2h5.4M8 9.3l3 5.4M16 9.3l-3 5.4M6.8 9.6a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8z"
        "M17.2 9.6a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8z"
        "M12 19.4a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8z"
    ),
    "dots": "M5.2 12h1.6M11.2 12h1.6M17.2 12h1.6",
    "down": "M6.5 9.5l5.5 5.5 5.5-5.5",
    "download": "M12 4v11M7.5 10.5 12 15l4.5-4.5M4.5 19.5h15",
    "edit": "M4.5 19.5h4L19 9l-4-4L4.5 15.5zM13 7l4 4",
    "eye": "M3 12s3.3-6 9-6 9 6 9 6-3.3 6-9 6-9-6-9-6zM12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
    "figures": "M4 4v16h16M8 16v-4M12.5 16V8M17 16v-6",
    "filter": "M4 6.5h16M7 12h10M10 17.5h4",
    "firm": (
        "M5 20.5V5a1 1 0 0 1 1-1h8a1 1 0 0 1 1 1v15.5M15 9.5h3a1 1 0 0 1 1 1v10M3 20.5h18M8.5 8h3"
        "M8.5 12h3M8.5 16h3"
    ),
    "flag": "M6 21V4M6 4.5h11l-2.2 4 2.2 4H6",
    "grid": "M4.5 4.5h6v6h-6zM13.5 4.5h6v6h-6zM4.5 13.5h6v6h-6zM13.5 13.5h6v6h-6z",
    "help": (
        "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM9.8 9.8a2.3 2.3 0 1 1 3.3 2.1c-.7.4-1.1.8-1.1 1.6M12 16h.01"
    ),
    "history": "M4 12a8 8 0 1 0 2.5-5.8L4 8.5M4 4.5v4h4M12 8v4.3l3 1.7",
    "home": "M4 10.5 12 4l8 6.5V19a1 1 0 0 1-1 1h-4.5v-6h-5v6H5a1 1 0 0 1-1-1z",
    "info": "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM12 11.5V16M12 8.3h.01",
    "key": "M8.5 15a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM12 11.5h8.5M17.5 11.5v3M20.5 11.5v2",
    "layers": "M12 4 3.5 8.5 12 13l8.5-4.5zM4 12.5l8 4.3 8-4.3M4 16l8 4.3 8-4.3",
    "leave": "M14 5h5v5M19 5l-7 7M10 6H6a1 1 0 0 0-1 1v11a1 1 0 0 0 1 1h11a1 1 0 0 0 1-1v-4",
    "left": "M14.5 6.5L9 12l5.5 5.5",
    "link": (
        "M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1"
    ),
    "lock": "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
    "meeting": "M4 5h16v10H4zM8 19h8M12 15v4",
    "menu": "M4 6.5h16M4 12h16M4 17.5h16",
    "minus": "M5 12h14",
    "money": "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM9 8l3 4 3-4M12 12v5M9.5 12.5h5M9.5 14.8h5",
    "out": "M10 4.5H6a1 1 0 0 0-1 1v13a1 1 0 0 0 1 1h4M14 8l4.5 4-4.5 4M9.5 12h9",
    "paper": (
        "M6 3.5h8l4.5 4.5V20a.5.5 0 0 1-.5.5H6a.5.5 0 0 1-.5-.5V4a.5.5 0 0 1 .5-.5zM14 3.5V8h4.5"
        "M9 12.5h6M9 16h6"
    ),
    "phone": (
        "M7 3.5h3l1.5 4-2 1.8a11 11 0 0 0 5.2 5.2l1.8-2 4 1.5v3a2 2 0 0 1-2 2A14.5 14.5 0 0 1 5 5.5a2"
        " 2 0 0 1 2-2"
        "z"
    ),
    "place": (
        "M12 20.5s6.5-5.6 6.5-10.6a6.5 6.5 0 1 0-13 0c0 5 6.5 10.6 6.5 10.6z"
        "M12 12.2a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z"
    ),
    "plus": "M12 5v14M5 12h14",
    "print": "M7 9V4h10v5M7 17H4.5V9h15v8H17M7 14h10v6H7z",
    "request": "M4 5.5h16v11H10l-4.5 3.5v-3.5H4zM8 9.5h8M8 13h5",
    "right": "M9.5 6.5l5.5 5.5-5.5 5.5",
    "route": (
        "M6 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM18 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4z"
        "M8 17h7a3 3 0 0 0 0-6H9a3 3 0 0 1 0-6h7"
    ),
    "save": "M6 4h12v16l-6-4-6 4z",
    "seal": (
        "M9.5 13.5c.8-1.6.5-2.6 0-4a2.7 2.7 0 1 1 5 0c-.5 1.4-.8 2.4 0 4H18a1 1 0 0 1 1 1v2H5v-2a1 1 "
        "0 0 1 1-1"
        "zM5.5 20h13"
    ),
    "search": "M10.8 17.2a6.4 6.4 0 1 0 0-12.8 6.4 6.4 0 0 0 0 12.8zM15.5 15.5 20 20",
    "send": "M4 12 20 4.5l-5 15-3.5-6z",
    "settings": "M4 7.5h9M17 7.5h3M15 5.2v4.6M4 16.5h3M11 16.5h9M9 14.2v4.6",
    "shield": "M12 3.5l7 2.5v5.5c0 4.5-3 7.5-7 9-4-1.5-7-4.5-7-9V6zM9 12l2.2 2.2L15.2 10",
    "size": "M3 18l4.5-12L12 18M4.5 14h6M14 18l3-8 3 8M15 15.5h4",
    "sort": "M8 10l4-4 4 4M8 14l4 4 4-4",
    "star": "M12 4l2.4 5.2 5.6.7-4.1 3.9 1.1 5.6-5-2.8-5 2.8 1.1-5.6L4 9.9l5.6-.7z",
    "sync": (
        "M5 9a7.5 7.5 0 0 1 13-2.5L20 8.5M20 4v4.5h-4.5M19 15a7.5 7.5 0 0 1-13 2.5L4 15.5M4 20v-4.5h4.5"
    ),
    "table": "M4 5h16v14H4zM4 10h16M4 14.5h16M10 10v9",
    "trash": "M5 7h14M10 7V4.5h4V7M7 7l1 12.5h8L17 7M10.5 10.5v5.5M13.5 10.5v5.5",
    "tree": (
        "M9 3.5h6v5H9zM3.5 15.5h5.5v5H3.5zM15 15.5h5.5v5H15zM12 8.5V12"
        "M6.2 15.5V13a1 1 0 0 1 1-1h9.6a1 1 0 0 1 1 1v2.5"
    ),
    "undo": "M8 5.5 4 9.5l4 4M4 9.5h10a5.5 5.5 0 0 1 0 11h-3",
    "up": "M6.5 14.5L12 9l5.5 5.5",
    "upload": "M12 15.5V4.5M7.5 9 12 4.5 16.5 9M4.5 19.5h15",
    "user": "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5a7.5 7.5 0 0 1 15 0",
    "users": (
        "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 19.5a6.5 6.5 0 0 1 13 0"
        "M15.5 5a3.3 3.3 0 0 1 0 6.3M17.5 14a6.3 6.3 0 0 1 4 5.5"
    ),
    "warn": "M12 4.5 21 19.5H3zM12 10v4.5M12 17h.01",
    "x": "M6.5 6.5l11 11M17.5 6.5l-11 11",
}

MARK = (
    '<svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="7" fill="#9b1c1f"/>'
    '<g fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round">'
    '<path d="M12 6.5v12M20 6.5v12M7.5 11.5h17"/><path d="M12.2 22.5l-3.4 3.5M19.8 22.5l3.4 3.5"/></g>'
    '<path d="M5.5 18.5h21" stroke="#e9c46a" stroke-width="2.6" stroke-linecap="round"/></svg>'
)
ROUND = 'fill="none" stroke-linecap="round" stroke-linejoin="round"'
# The word said for a state, and its shape on a grid of 16: never the colour alone.
LIGHTS = {
    "ok": (
        "达标",
        '<circle cx="8" cy="8" r="7" fill="#2b8a57"/>'
        f'<path d="M4.8 8.3l2.2 2.2 4.2-4.6" stroke="#fff" stroke-width="1.7" {ROUND}/>',
    ),
    "warn": (
        "关注",
        '<path d="M8 1.3 15.3 14.3H.7z" fill="#c95a12" stroke="#c95a12" stroke-linejoin="round"/>'
        f'<path d="M8 6v4M8 12h.01" stroke="#fff" stroke-width="1.7" {ROUND}/>',
    ),
    "bad": (
        "未达标",
        '<rect x="1" y="1" width="14" height="14" rx="3" fill="#cf2e24"/>'
        f'<path d="M5.2 5.2l5.6 5.6M10.8 5.2l-5.6 5.6" stroke="#fff" stroke-width="1.8" {ROUND}/>',
    ),
    "na": (
        "不适用",
        f'<circle cx="8" cy="8" r="6.2" stroke="#8f8a83" stroke-dasharray="2.2 2" {ROUND}/>'
        f'<path d="M5.5 8h5" stroke="#77726b" stroke-width="1.5" {ROUND}/>',
    ),
    "run": (
        "办理中",
        f'<circle cx="8" cy="8" r="6.2" stroke="#46617f" stroke-width="1.6" {ROUND}/>'
        f'<path d="M8 4v4l2.6 1.8" stroke="#46617f" stroke-width="1.6" {ROUND}/>',
    ),
}
