"""Where the specification of a job is."""

from __future__ import annotations

from generator.lint.job_specs import completion_mode, job_spec
from generator.objects.resource import Resource
from tests.lint.linting import source_of


def test_the_specification_of_a_job_and_of_the_jobs_of_a_cronjob() -> None:
    text = "apiVersion: batch/v1\nkind: {}\nspec: {{completions: 2, jobTemplate: {{spec: {{completions: 3}}}}}}\n"
    for kind, path, completions in (("Job", ("spec",), 2), ("CronJob", ("spec", "jobTemplate", "spec"), 3)):
        manifest = source_of(text.format(kind)).manifests[0]
        found, spec = job_spec(Resource(manifest, manifest.value))
        assert (found, spec["completions"], completion_mode(spec)) == (path, completions, "NonIndexed")
