package org.paramscope.provisioning;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.equinox.p2.core.IAgentLocation;
import org.eclipse.equinox.p2.core.IProvisioningAgent;
import org.eclipse.equinox.p2.core.IProvisioningAgentProvider;
import org.eclipse.equinox.p2.core.ProvisionException;
import org.eclipse.equinox.p2.engine.IEngine;
import org.eclipse.equinox.p2.engine.IProfile;
import org.eclipse.equinox.p2.engine.IProfileRegistry;
import org.eclipse.equinox.p2.engine.IProvisioningPlan;
import org.eclipse.equinox.p2.engine.PhaseSetFactory;
import org.eclipse.equinox.p2.engine.ProvisioningContext;
import org.eclipse.equinox.p2.engine.query.IUProfilePropertyQuery;
import org.eclipse.equinox.p2.metadata.IInstallableUnit;
import org.eclipse.equinox.p2.planner.IPlanner;
import org.eclipse.equinox.p2.planner.IProfileChangeRequest;
import org.eclipse.equinox.p2.query.QueryUtil;
import org.eclipse.equinox.p2.repository.artifact.IArtifactRepositoryManager;
import org.eclipse.equinox.p2.repository.metadata.IMetadataRepositoryManager;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.paramscope.data.CancelledException;
import org.paramscope.data.PluginException;
import org.paramscope.data.Progress;

/**
 * The plugins of third parties in a profile. A change is planned as a whole before anything is written, and takes effect
 * when Paramscope starts the next time.
 */
public final class Plugins {

    private static final String GROUP_SUFFIX = ".feature.group";
    private static final String NOT_MANAGED = "this start has no profile to install into; use the product's script";
    private static final String SOURCE = "org.paramscope.plugin.source";

    private final IProvisioningAgent agent;
    private final String profileId;

    /** The plugins of a profile that an agent knows. */
    public Plugins(IProvisioningAgent agent, String profileId) {
        this.agent = agent;
        this.profileId = profileId;
    }

    /**
     * The plugins of the running installation, in the profile of its user.
     *
     * @throws PluginException when this is no installation that p2 manages, such as a launch from an editor
     */
    public static Plugins ofThisInstallation() throws PluginException {
        Bundle bundle = FrameworkUtil.getBundle(Plugins.class);
        BundleContext context = bundle == null ? null : bundle.getBundleContext();
        ServiceReference<IProvisioningAgentProvider> reference =
                context == null ? null : context.getServiceReference(IProvisioningAgentProvider.class);
        if (reference == null) {
            throw new PluginException("Paramscope", NOT_MANAGED);
        }
        try {
            IProvisioningAgent agent = context.getService(reference).createAgent(null);
            if (agent.getService(IProfileRegistry.class).getProfile(IProfileRegistry.SELF) == null) {
                throw new PluginException("Paramscope", NOT_MANAGED);
            }
            return new Plugins(agent, IProfileRegistry.SELF);
        } catch (ProvisionException unreadable) {
            throw new PluginException("Paramscope", NOT_MANAGED + " (" + unreadable.getMessage() + ")", unreadable);
        }
    }

    /** What third parties have contributed to this profile, ordered by identifier. */
    public List<Plugin> installed() throws PluginException {
        IProfile profile = profile();
        List<Plugin> plugins = new ArrayList<>();
        for (IInstallableUnit unit : installedUnits(profile)) {
            plugins.add(describe(unit, profile.getInstallableUnitProperty(unit, SOURCE)));
        }
        plugins.sort(Comparator.comparing(Plugin::id));
        return plugins;
    }

    /**
     * What {@link #install} would install.
     *
     * @param place a folder, a zip, or an http address of a p2 site
     * @throws PluginException when there is no plugin at that place
     */
    public List<Plugin> offered(String place, Progress progress) throws PluginException {
        URI repository = PluginSource.repository(place);
        try {
            return roots(place, repository, new CancellingMonitor(progress)).stream()
                    .map(unit -> describe(unit, "")).toList();
        } finally {
            forget(repository);
        }
    }

    /**
     * Installs what a place offers; other versions of it are replaced.
     *
     * @param place a folder, a zip, or an http address of a p2 site
     * @return what is installed now
     * @throws PluginException when there is no plugin, it is there already, or it needs what is not there; nothing has changed
     * @throws CancelledException when the user cancelled; nothing has changed
     */
    public List<Plugin> install(String place, Progress progress) throws PluginException {
        URI repository = PluginSource.repository(place);
        try {
            IProfile profile = profile();
            String source = PluginSource.absolute(place);
            progress.report(0, "reading " + place);
            List<IInstallableUnit> units = roots(place, repository, new CancellingMonitor(progress));
            IProfileChangeRequest request = agent.getService(IPlanner.class).createChangeRequest(profile);
            for (IInstallableUnit unit : units) {
                replaceOtherVersions(place, profile, request, unit);
                request.add(unit);
                request.setInstallableUnitProfileProperty(unit, IProfile.PROP_PROFILE_ROOT_IU, "true");
                request.setInstallableUnitProfileProperty(unit, SOURCE, source);
            }
            ProvisioningContext context = new ProvisioningContext(agent);
            context.setMetadataRepositories(repository);
            context.setArtifactRepositories(repository);
            perform(place, request, context, progress);
            noteSources();
            return units.stream().map(unit -> describe(unit, source)).toList();
        } finally {
            forget(repository);
        }
    }

    /**
     * Removes a plugin.
     *
     * @param id of its feature, or of a bundle in it
     * @return what was removed
     * @throws PluginException when no such plugin is installed; names those that are
     */
    public Plugin uninstall(String id, Progress progress) throws PluginException {
        IProfile profile = profile();
        Set<IInstallableUnit> candidates = installedUnits(profile);
        Optional<IInstallableUnit> found = candidates.stream().filter(unit -> isCalled(profile, unit, id)).findFirst();
        if (found.isEmpty()) {
            String known = String.join(", ", candidates.stream().map(Plugins::featureId).sorted().toList());
            throw new PluginException(id, "is not installed; installed: " + (known.isEmpty() ? "none" : known));
        }
        IInstallableUnit unit = found.get();
        Plugin plugin = describe(unit, profile.getInstallableUnitProperty(unit, SOURCE));
        IProfileChangeRequest request = agent.getService(IPlanner.class).createChangeRequest(profile);
        request.remove(unit);
        request.removeInstallableUnitProfileProperty(unit, SOURCE);
        ProvisioningContext context = new ProvisioningContext(agent);
        context.setMetadataRepositories();
        context.setArtifactRepositories();
        perform(id, request, context, progress);
        noteSources();
        return plugin;
    }

    private IProfile profile() throws PluginException {
        IProfile profile = agent.getService(IProfileRegistry.class).getProfile(profileId);
        if (profile == null) {
            throw new PluginException("Paramscope", "the installation's profile " + profileId + " cannot be read");
        }
        return profile;
    }

    private static Set<IInstallableUnit> installedUnits(IProfile profile) {
        return profile.query(new IUProfilePropertyQuery(SOURCE, IUProfilePropertyQuery.ANY), null).toUnmodifiableSet();
    }

    /** The features of a site that no other feature of it includes. */
    private List<IInstallableUnit> roots(String place, URI repository, CancellingMonitor monitor) throws PluginException {
        Set<IInstallableUnit> groups;
        try {
            groups = agent.getService(IMetadataRepositoryManager.class).loadRepository(repository, monitor)
                    .query(QueryUtil.createLatestQuery(QueryUtil.createIUGroupQuery()), monitor).toUnmodifiableSet();
        } catch (ProvisionException unreadable) {
            throw new PluginException(place, "cannot be read as a p2 site: "
                    + PluginSource.asGiven(reason(unreadable.getStatus()), place), unreadable);
        } catch (OperationCanceledException cancelled) {
            throw new CancelledException();
        }
        List<IInstallableUnit> roots = new ArrayList<>(groups);
        roots.removeIf(unit -> groups.stream().anyMatch(other -> other != unit && includes(other, unit)));
        roots.removeIf(QueryUtil::isCategory);
        if (roots.isEmpty()) {
            throw new PluginException(place, "holds no feature; put the plugin's bundles into one");
        }
        return roots;
    }

    private static boolean includes(IInstallableUnit group, IInstallableUnit unit) {
        return group.getRequirements().stream().anyMatch(requirement -> requirement.isMatch(unit));
    }

    private void replaceOtherVersions(String place, IProfile profile, IProfileChangeRequest request,
            IInstallableUnit unit) throws PluginException {
        Set<IInstallableUnit> ours = installedUnits(profile);
        for (IInstallableUnit other : profile.query(QueryUtil.createIUQuery(unit.getId()), null)) {
            if (other.getVersion().equals(unit.getVersion())) {
                throw new PluginException(place, describe(unit, "") + " is installed already");
            }
            if (!ours.contains(other)) {
                throw new PluginException(place, featureId(unit) + " is a part of Paramscope and cannot be replaced");
            }
            request.remove(other);
        }
    }

    private void perform(String subject, IProfileChangeRequest request, ProvisioningContext context, Progress progress)
            throws PluginException {
        CancellingMonitor monitor = new CancellingMonitor(progress);
        progress.report(0.3, "working out what is needed");
        IProvisioningPlan plan = agent.getService(IPlanner.class).getProvisioningPlan(request, context, monitor);
        require(subject, plan.getStatus());
        progress.report(0.6, "changing the profile");
        require(subject, agent.getService(IEngine.class)
                .perform(plan, PhaseSetFactory.createDefaultPhaseSet(), monitor));
        progress.report(1, "done");
    }

    private static void require(String subject, IStatus status) throws PluginException {
        if (status.getSeverity() == IStatus.CANCEL) {
            throw new CancelledException();
        }
        if (status.getSeverity() == IStatus.ERROR) {
            throw new PluginException(subject, PluginSource.asGiven(reason(status), subject), status.getException());
        }
    }

    /** The first leaf of a status that says something: p2 puts the cause below general sentences. */
    private static String reason(IStatus status) {
        List<String> messages = new ArrayList<>();
        collect(status, messages);
        String best = messages.stream().filter(message -> message.startsWith("Missing requirement")).findFirst()
                .orElse(messages.isEmpty() ? status.getMessage() : messages.get(messages.size() - 1));
        return best.replaceAll("\\s+", " ").strip();
    }

    private static void collect(IStatus status, List<String> messages) {
        if (status.getSeverity() < IStatus.ERROR) {
            return;
        }
        if (status.getMessage() != null && !status.getMessage().isBlank()) {
            messages.add(status.getMessage());
        }
        for (IStatus child : status.getChildren()) {
            collect(child, messages);
        }
    }

    /** Whether a unit goes by a name: its feature's, or that of a bundle which it alone brings. */
    private static boolean isCalled(IProfile profile, IInstallableUnit unit, String name) {
        if (name.equals(unit.getId()) || name.equals(featureId(unit)) || (name + ".feature").equals(featureId(unit))) {
            return true;
        }
        Set<IInstallableUnit> all = profile.query(QueryUtil.createIUAnyQuery(), null).toUnmodifiableSet();
        return all.stream().filter(part -> part.getId().equals(name)).anyMatch(part -> includes(unit, part)
                && all.stream().noneMatch(other -> other != unit && includes(other, part)));
    }

    /** Leaves a list of where the plugins came from beside the profile: the start script shows it after an upgrade. */
    private void noteSources() throws PluginException {
        List<String> sources = installed().stream().map(Plugin::source).distinct().toList();
        Path folder = Path.of(agent.getService(IAgentLocation.class).getRootLocation()).getParent();
        try {
            Files.write(folder.resolve("plugins.txt"), sources);
        } catch (IOException failure) {
            throw new PluginException("Paramscope", folder + " cannot be written: " + failure.getMessage(), failure);
        }
    }

    private static Plugin describe(IInstallableUnit unit, String source) {
        String name = unit.getProperty(IInstallableUnit.PROP_NAME, null);
        String provider = unit.getProperty(IInstallableUnit.PROP_PROVIDER, null);
        return new Plugin(featureId(unit), unit.getVersion().toString(), name == null ? featureId(unit) : name,
                provider == null ? "" : provider, source == null ? "" : source);
    }

    private static String featureId(IInstallableUnit unit) {
        String id = unit.getId();
        return id.endsWith(GROUP_SUFFIX) ? id.substring(0, id.length() - GROUP_SUFFIX.length()) : id;
    }

    /** p2 remembers every repository it has read; a zip in a download folder is not worth remembering. */
    private void forget(URI repository) {
        agent.getService(IMetadataRepositoryManager.class).removeRepository(repository);
        agent.getService(IArtifactRepositoryManager.class).removeRepository(repository);
    }
}
