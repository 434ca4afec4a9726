#!/bin/sh
# Fetch GitHub's published schemas and examples into a folder, for the tests that read them: 20 MB of three packages.
set -eu
folder=$1
mkdir -p "$folder"

# fetch PACKAGE FILE NAME: keep one file of a package of npm's, without installing or running anything of it.
fetch() {
  archive=$(npm pack --silent --pack-destination "$folder" "$1")
  tar -xzf "$folder/$archive" -O "package/$2" > "$folder/$3.part"
  mv "$folder/$3.part" "$folder/$3"
  rm "$folder/$archive"
}

fetch @octokit/openapi@23.0.2 generated/api.github.com.json openapi.json
fetch @octokit/graphql-schema@15.26.1 schema.graphql schema.graphql
fetch @octokit/webhooks-examples@7.6.1 api.github.com/index.json webhooks.json
