using Xunit;

namespace Prover.EndToEnd.Tests.Service;

/// <summary>A test that needs a program on the path; skipped where it is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(string tool)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        string[] names = OperatingSystem.IsWindows() ? [tool + ".exe"] : [tool];
        if (!folders.Any(folder => names.Any(name => File.Exists(Path.Combine(folder, name)))))
        {
            Skip = $"there is no {tool} on the path";
        }

        Tool = tool;
    }

    /// <summary>The program.</summary>
    public string Tool { get; }
}
