package io.kuma.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * The migrations of one kind of database. They are named by {@link Database}, so that no class path
 * has to be searched: a server's is not made of files.
 */
record MigrationFiles(Database database) implements ResourceProvider {
  @Override
  public @Nullable LoadableResource getResource(String name) {
    return database.migrations().stream()
        .filter(file -> file.equals(name))
        .findFirst()
        .<LoadableResource>map(file -> new File(database.folder(), file))
        .orElse(null);
  }

  @Override
  public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
    return database.migrations().stream()
        .filter(file -> file.startsWith(prefix))
        .filter(file -> List.of(suffixes).stream().anyMatch(file::endsWith))
        .<LoadableResource>map(file -> new File(database.folder(), file))
        .toList();
  }

  private static final class File extends LoadableResource {
    private final String folder;
    private final String name;

    private File(String folder, String name) {
      this.folder = folder;
      this.name = name;
    }

    @Override
    public Reader read() {
      return new InputStreamReader(open(), StandardCharsets.UTF_8);
    }

    private InputStream open() {
      return Optional.ofNullable(MigrationFiles.class.getResourceAsStream(folder + name))
          .orElseThrow(
              () ->
                  new UncheckedIOException(
                      new IOException("There is no " + folder + name + " for this database")));
    }

    @Override
    public String getAbsolutePath() {
      return folder + name;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return folder + name;
    }

    @Override
    public String getFilename() {
      return name;
    }

    @Override
    public String getRelativePath() {
      return folder + name;
    }
  }
}
