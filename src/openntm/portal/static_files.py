"""Static files under names that change with their content, also where one script of ours imports another."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):
    """Scripts of other makers stay as they are: what looks like an import in them may be a comment."""

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = (
        "visits/field/*.js",
        CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],
    )
