using System.Xml.Linq;
using Prover.Testing;
using Xunit;

namespace Prover.House.Tests;

/// <summary>What stands where in the repository, and what the build pins.</summary>
public sealed class RepositoryShapeTests
{
    private static readonly string[] TopFolders = ["bench", "circuits", "native", "src", "tests"];

    private static readonly string[] NamedPackages =
    [
        "Nethereum.Web3", "BouncyCastle.Cryptography", "System.Numerics.Tensors", "ILGPU", "ILGPU.Algorithms",
        "MessagePack", "Microsoft.Extensions.Hosting", "BenchmarkDotNet", "xunit",
    ];

    private static readonly string[] SwitchedPackages =
        ["Nethereum.Web3", "BouncyCastle.Cryptography", "MessagePack", "ILGPU", "ILGPU.Algorithms"];

    private const string SwitchedOn = "'$(FullRegistry)' == 'true'";

    [Fact]
    public void The_top_level_has_the_five_folders_and_no_further_ones()
    {
        IEnumerable<string> folders = SourceTree.Files()
            .Where(file => file.Contains('/', StringComparison.Ordinal))
            .Select(file => file[..file.IndexOf('/', StringComparison.Ordinal)])
            .Where(folder => !folder.StartsWith('.'))
            .Distinct()
            .Order(StringComparer.Ordinal);
        Assert.Equal(TopFolders, folders);
    }

    [Fact]
    public void Every_top_level_folder_has_a_readme()
    {
        SourceTree.AssertNone(
            "Folder without README.md:",
            TopFolders.Where(folder => !File.Exists(RepositoryRoot.Combine(folder, "README.md"))));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("SECURITY.md")]
    [InlineData("CHANGELOG.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("LICENSE")]
    [InlineData("build.sh")]
    [InlineData("build.ps1")]
    [InlineData("global.json")]
    [InlineData(".editorconfig")]
    [InlineData(".ci/run")]
    public void The_usual_root_file_is_there(string file)
    {
        FileInfo info = new(RepositoryRoot.Combine(file));
        Assert.True(info.Exists && info.Length > 0, file + " is missing or empty");
    }

    [Theory]
    [InlineData("build.sh")]
    [InlineData(".ci/run")]
    public void The_scripts_of_the_root_can_be_executed(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.True(File.GetUnixFileMode(RepositoryRoot.Combine(file)).HasFlag(UnixFileMode.UserExecute));
        }
    }

    [Fact]
    public void The_nine_named_packages_have_a_central_version()
    {
        XDocument document = XDocument.Load(RepositoryRoot.Combine("Directory.Packages.props"));
        HashSet<string> central = document.Descendants("PackageVersion")
            .Select(item => (string?)item.Attribute("Include") ?? "")
            .ToHashSet(StringComparer.Ordinal);
        SourceTree.AssertNone("Package without a central version:", NamedPackages.Except(central));
    }

    [Fact]
    public void Packages_that_not_every_mirror_has_are_referenced_behind_the_switch_only()
    {
        SourceTree.AssertNone(
            "Reference without Condition=\"'$(FullRegistry)' == 'true'\", on it or its ItemGroup:",
            from project in ProjectFile.All()
            from reference in XDocument.Load(RepositoryRoot.Combine(project.Path)).Descendants("PackageReference")
            let package = (string?)reference.Attribute("Include") ?? ""
            where SwitchedPackages.Contains(package)
                && !reference.AncestorsAndSelf().Any(item => (string?)item.Attribute("Condition") == SwitchedOn)
            select $"{project.Path}: {package}");
    }

    [Fact]
    public void Committed_lock_files_are_those_of_the_plain_build()
    {
        SourceTree.AssertNone(
            "Lock file that names a package behind the switch:",
            from project in ProjectFile.All()
            let file = Path.GetDirectoryName(project.Path)!.Replace('\\', '/') + "/packages.lock.json"
            let text = File.ReadAllText(RepositoryRoot.Combine(file))
            from package in SwitchedPackages
            where text.Contains($"\"{package}\"", StringComparison.OrdinalIgnoreCase)
            select $"{file}: {package}");
    }

    [Fact]
    public void No_project_file_names_a_package_version_of_its_own()
    {
        SourceTree.AssertNone(
            "Version outside of Directory.Packages.props:",
            from project in ProjectFile.All()
            from reference in XDocument.Load(RepositoryRoot.Combine(project.Path)).Descendants("PackageReference")
            where reference.Attribute("Version") is not null || reference.Attribute("VersionOverride") is not null
            select project.Path);
    }

    [Fact]
    public void Every_project_has_its_lock_file()
    {
        SourceTree.AssertNone(
            "Project without packages.lock.json:",
            from project in ProjectFile.All()
            let folder = Path.GetDirectoryName(project.Path)!
            where !File.Exists(RepositoryRoot.Combine(folder, "packages.lock.json"))
            select project.Path);
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = SourceTree.Read("Prover.sln").Replace('\\', '/');
        SourceTree.AssertNone(
            "Project missing in Prover.sln:",
            from project in ProjectFile.All()
            where !solution.Contains('"' + project.Path + '"', StringComparison.Ordinal)
            select project.Path);
    }

    [Fact]
    public void A_library_of_the_tests_does_not_pass_for_a_test_project()
    {
        SourceTree.AssertNone(
            "Project with xunit and without a runner that does not say <IsTestProject>false</IsTestProject>:",
            from project in ProjectFile.All()
            where project.Packages.Contains("xunit") && !project.Packages.Contains("Microsoft.NET.Test.Sdk")
            let document = XDocument.Load(RepositoryRoot.Combine(project.Path))
            where !document.Descendants("IsTestProject").Any(item => item.Value == "false")
            select project.Path);
    }

    [Fact]
    public void Every_set_of_vectors_names_its_source()
    {
        string vectors = RepositoryRoot.Combine("tests", "vectors");
        SourceTree.AssertNone(
            "Vectors without SOURCE.md:",
            from folder in Directory.Exists(vectors) ? Directory.GetDirectories(vectors) : []
            where !File.Exists(Path.Combine(folder, "SOURCE.md"))
            select folder);
    }

    [Fact]
    public void Every_circuit_has_a_manifest_and_a_readme_line()
    {
        string readme = SourceTree.Read("circuits/README.md");
        SourceTree.AssertNone(
            "Circuit without circuit.json, or not named in circuits/README.md:",
            from project in ProjectFile.All()
            where project.Path.StartsWith("circuits/", StringComparison.Ordinal)
            let folder = Path.GetDirectoryName(project.Path)!
            where !File.Exists(RepositoryRoot.Combine(folder, "circuit.json"))
                || !readme.Contains(project.Name, StringComparison.Ordinal)
            select folder);
    }
}
