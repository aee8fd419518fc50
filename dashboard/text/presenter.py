"""The words of the presenter mode, the story and the keys that serve them."""

from typing import Final

_PRESENTER: Final = {
    "telling_label": "Story and presentation",
    "present": "Present",
    "present_title": "Full screen with big type (F)",
    "present_end": "End",
    "blank_label": "The screen is blanked; any key brings it back",
    "bookmark_set": "Bookmark {number}: {date}",
    "bookmark_none": "No bookmark {number}: set it with Shift + {number}",
}

_STORY: Final = {
    "story": "Story",
    "story_title": "A walk through the dates that matter most",
    "story_label": "The story of the front",
    "story_count": "{number} of {total}",
    "story_previous": "Previous chapter (Page Up)",
    "story_next": "Next chapter (Page Down)",
    "story_return": "Back to {date}",
    "story_return_title": "The map shows another date than the chapter's",
    "story_body": "The chapter and its sources",
    "story_sources": "Sources",
    "story_hindsight": "The story is told in hindsight: it quotes what was made public later, too.",
    "story_empty": "No chapter yet: add the shown date, or open a file.",
    "story_edit": "Edit",
    "story_edit_title": "Change, reorder and save this story",
    "story_done": "Done",
    "story_done_title": "Back to the story",
    "story_add": "Add {date}",
    "story_add_title": "Add the shown date as a chapter",
    "story_new": "A chapter without a title",
    "story_save": "Save",
    "story_save_title": "Save this story as a file",
    "story_open": "Open",
    "story_open_title": "Open a story from a file",
    "story_reset": "Restore",
    "story_reset_title": "Bring back the story that came with the front",
    "story_up": "Up",
    "story_down": "Down",
    "story_delete": "Delete",
    "story_up_label": "Up: {title}",
    "story_down_label": "Down: {title}",
    "story_delete_label": "Delete: {title}",
    "story_title_label": "Title of chapter {number}",
    "story_text_label": "Text of chapter {number}",
    "story_file": "story.json",
    "story_bad": "“{file}” was not opened, and the story stays as it is: {fault}",
    "story_bad_size": "it is larger than {limit} kB.",
    "story_bad_json": "it is no JSON file. Open one that was saved here.",
    "story_bad_format": "it is no story. Open a file that was saved here.",
    "story_bad_count": "it has {count} chapters; 1 to {limit} are expected.",
    "story_bad_date": "chapter {number} has the date “{date}”; expected is a day such as "
    "2024-08-12, from {first} to {last}.",
    "story_bad_title": "chapter {number} needs a title of 1 to {limit} characters.",
    "story_bad_text": "chapter {number} needs a text of at most {limit} characters.",
    "story_bad_sources": "the sources of chapter {number} must be a list of labels with addresses.",
}

_KEYS: Final = {
    "help_present_keys": "F",
    "help_present": "full screen for a room, and back",
    "help_bookmark_keys": "1 – 9",
    "help_bookmark": "go to a bookmarked date (at first, the story's)",
    "help_keep_keys": "Shift + 1 – 9",
    "help_keep": "bookmark the shown date",
    "help_story_keys": "Page Up, Page Down",
    "help_story": "previous or next chapter of the story",
    "help_notes_keys": "N",
    "help_notes": "the story; presenting: speaker notes",
    "help_blank_keys": "B",
    "help_blank": "presenting: black screen, until any key",
    "shortcuts": "Keys that are single letters, digits or signs",
}

PRESENTER: Final = {**_PRESENTER, **_STORY, **_KEYS}
"""Part of `text.TIMELINE`."""
