namespace Prover.Circuits;

/// <summary>How many constraints a scope costs; rounds of one loop are added up.</summary>
public sealed class ProfileNode
{
    private readonly List<ProfileNode> _children = [];

    internal ProfileNode(string name, string place)
    {
        Name = name;
        Place = place;
    }

    /// <summary>Name of the scope, without an index.</summary>
    public string Name { get; }

    /// <summary>File and line that entered it.</summary>
    public string Place { get; }

    /// <summary>How many scopes of the circuit are added up here.</summary>
    public int Count { get; internal set; }

    /// <summary>Constraints directly in it.</summary>
    public int Own { get; internal set; }

    /// <summary>Constraints in it and in the scopes below.</summary>
    public int Total { get; internal set; }

    /// <summary>Terms of A, B and C in those constraints, scopes below included.</summary>
    public long NonZeros { get; internal set; }

    /// <summary>Scopes below, the dearest first.</summary>
    public IReadOnlyList<ProfileNode> Children => _children;

    internal ProfileNode Child(string name, string place)
    {
        ProfileNode? child = _children.Find(c => c.Name == name && c.Place == place);
        if (child is null)
        {
            child = new ProfileNode(name, place);
            _children.Add(child);
        }

        return child;
    }

    /// <summary>Adds up the scopes below.</summary>
    internal void Finish()
    {
        Total = Own;
        foreach (ProfileNode child in _children)
        {
            child.Finish();
            Total += child.Total;
            NonZeros += child.NonZeros;
        }

        _children.Sort((a, b) => b.Total.CompareTo(a.Total));
    }
}
