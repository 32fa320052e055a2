"""The modification register: every form people have it in, as dated snapshots."""
