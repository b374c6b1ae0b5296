"""Files of what is on screen: comma-separated, workbook, picture. All say where they are from."""
