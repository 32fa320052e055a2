"""Pictures of the pages of archived documents: drawn by a child process with limits, kept by content."""

from extractors.pages.drawing import Drawing
from pipeline.archive.page_images.images import NoPicture, PageImages, around

__all__ = ["Drawing", "NoPicture", "PageImages", "around"]
