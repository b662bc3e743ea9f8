using Xunit;

namespace Prover.House.Tests;

/// <summary>
/// The import directions of the house (src/README.md). A project names all that it uses, because transitive references
/// are switched off; so the table is the whole truth about who sees whom.
/// </summary>
public sealed class ImportDirectionTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Prover.Algebra"] = [],
        ["Prover.Compute"] = ["Algebra"],
        ["Prover.Compute.Native"] = ["Algebra", "Compute"],
        ["Prover.Compute.Gpu"] = ["Algebra", "Compute"],
        ["Prover.Circuits"] = ["Algebra"],
        ["Prover.Rollup"] = ["Algebra"],
        ["Prover.Wire"] = ["Algebra", "Rollup"],
        ["Prover.Witness"] = ["Algebra", "Circuits", "Rollup", "Wire"],
        ["Prover.Groth16"] = ["Algebra", "Circuits", "Compute"],
        ["Prover.Pipeline"] = ["Algebra", "Circuits", "Compute", "Groth16", "Rollup", "Wire", "Witness"],
        ["Prover.Store"] = ["Algebra", "Pipeline", "Rollup"],
        ["Prover.Queue"] = ["Algebra", "Pipeline", "Rollup", "Wire"],
        ["Prover.Contracts"] = [],
        ["Prover.L1"] = ["Algebra", "Contracts", "Pipeline", "Rollup"],
        ["Prover.Client"] = ["Algebra", "Rollup", "Wire"],
        ["Cubic"] = ["Algebra", "Circuits", "Rollup", "Witness"],
        ["PoseidonChain"] = ["Algebra", "Circuits", "Rollup", "Witness"],
        ["RollupBlock"] = ["Algebra", "Circuits", "Rollup", "Wire", "Witness"],
    };

    [Fact]
    public void Every_project_imports_only_what_its_place_in_the_house_allows()
    {
        SourceTree.AssertNone(
            "Import against the direction of the house:",
            from project in Products()
            where project.Name != "Prover.Host"
            let allowed = Allowed.GetValueOrDefault(project.Name, []).Select(Full).ToHashSet(StringComparer.Ordinal)
            from import in project.Projects
            where !allowed.Contains(import)
            select $"{project.Name} -> {import}");
    }

    [Fact]
    public void Every_product_project_has_a_place_in_the_house()
    {
        SourceTree.AssertNone(
            "Project without a line in the table of import directions:",
            from project in Products()
            where project.Name != "Prover.Host" && !Allowed.ContainsKey(project.Name)
            select project.Path);
    }

    [Fact]
    public void The_allowed_directions_form_no_circle()
    {
        Dictionary<string, int> depths = new(StringComparer.Ordinal);
        Assert.All(Allowed.Keys, name => Assert.InRange(Depth(name, depths, 0), 1, Allowed.Count));
    }

    [Fact]
    public void Nothing_imports_the_front_door_but_tests()
    {
        SourceTree.AssertNone(
            "Imports Prover.Host:",
            Products().Where(project => project.Projects.Contains("Prover.Host")).Select(project => project.Path));
    }

    [Fact]
    public void No_product_project_imports_a_test_project()
    {
        SourceTree.AssertNone(
            "Product imports tests:",
            from project in Products()
            from import in project.Projects
            where import.EndsWith(".Tests", StringComparison.Ordinal) || import == "Prover.Testing"
            select $"{project.Name} -> {import}");
    }

    [Fact]
    public void Only_the_native_face_declares_native_calls()
    {
        SourceTree.AssertNone(
            "LibraryImport or DllImport outside of Prover.Compute.Native:",
            from file in SourceTree.Code("src")
            where !file.StartsWith("src/Prover.Compute.Native/", StringComparison.Ordinal)
            where !file.StartsWith("src/Prover.Host/", StringComparison.Ordinal)
            let text = SourceTree.Read(file)
            where text.Contains("[LibraryImport(", StringComparison.Ordinal)
                || text.Contains("[DllImport(", StringComparison.Ordinal)
            select file);
    }

    private static IEnumerable<ProjectFile> Products()
    {
        return ProjectFile.All().Where(project =>
            project.Path.StartsWith("src/", StringComparison.Ordinal)
            || project.Path.StartsWith("circuits/", StringComparison.Ordinal));
    }

    private static string Full(string name)
    {
        return "Prover." + name;
    }

    private static int Depth(string name, Dictionary<string, int> depths, int steps)
    {
        Assert.True(steps <= Allowed.Count, name + " imports itself in a circle");
        if (!depths.TryGetValue(name, out int depth))
        {
            depth = 1 + Allowed[name].Select(import => Depth(Full(import), depths, steps + 1)).DefaultIfEmpty().Max();
            depths[name] = depth;
        }

        return depth;
    }
}
