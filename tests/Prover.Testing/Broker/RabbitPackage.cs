namespace Prover.Testing;

/// <summary>Finds the broker of the Debian package, and why it cannot run here.</summary>
public static class RabbitPackage
{
    private const string Library = "/usr/lib/rabbitmq/lib";

    private static readonly string[] EpmdFolders = ["/usr/bin", "/usr/lib/erlang/bin", "/usr/local/bin"];

    /// <summary>The server's own start script: the one on the PATH insists on a user of its own.</summary>
    public static string? Server { get; } = Directory.Exists(Library)
        ? Directory.GetDirectories(Library, "rabbitmq_server-*")
            .Order(StringComparer.Ordinal)
            .Select(folder => Path.Combine(folder, "sbin", "rabbitmq-server"))
            .LastOrDefault(File.Exists)
        : null;

    /// <summary>Erlang's name server.</summary>
    public static string? Epmd { get; } =
        EpmdFolders.Select(folder => Path.Combine(folder, "epmd")).FirstOrDefault(File.Exists);

    /// <summary>Null where it can run.</summary>
    public static string? WhyNot { get; } =
        !OperatingSystem.IsLinux() ? "needs the broker of a Debian package: Linux only"
        : Server is null || Epmd is null ? "no RabbitMQ: apt-get install rabbitmq-server (./build.sh test tries to)"
        : null;
}
